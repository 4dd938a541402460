using System.Text;
using LipServerless.Activities.Commands.Attachments;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Attachments;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Tests.Attachments;
using LipServerless.Testing;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Attachments;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Tests.Attachments;

public sealed class AttachmentTests : IDisposable
{
    private const string Comment = "c-p-bbbbbbbb";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task PostAttach_AFile_IsListedAndEverythingTypedIsKept()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Angefangen";
        fields[FieldNames.Author] = "Ada";

        var answer = await PressAsync(token, fields, ReplyActions.Attach, Annex("Beschluss.pdf"));
        var page = await site.GetAsync($"b/{token}");

        Assert.Equal(200, answer.Status);
        foreach (var shown in (SiteAnswer[])[answer, page])
        {
            Assert.Equal("Angefangen", shown.Page.QuerySelector($"#{Comment}")!.TextContent);
            Assert.Contains("Beschluss.pdf", shown.Page.QuerySelector("#anhaenge .files")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("hinzugefügt von Ada, 02.03.2026, 09:00 Uhr", shown.Page.QuerySelector("#anhaenge .files")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("Begonnen und nicht abgegeben", page.Words, StringComparison.Ordinal);
        Assert.True((await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1))).Begun);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Theory]
    [InlineData(ReplyActions.Edit)]
    [InlineData(ReplyActions.Save)]
    [InlineData(ReplyActions.Review)]
    [InlineData(ReplyActions.AskNil)]
    [InlineData("sprache-en")]
    public async Task Post_AnyOtherButton_TakesTheChosenFileToo(string action)
    {
        var (_, token) = await ArrangeAsync();

        await PressAsync(token, await OpenAsync(token), action, Annex("a.pdf"));

        Assert.Equal(["a.pdf"], Names(await site.GetAsync($"b/{token}")));
    }

    [Fact]
    public async Task PostAttach_BadFilesBesideAGoodOne_AreNamedWithTheirRemedyAndNothingIsLost()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields["overall"] = "Unser Text";

        var answer = await PressAsync(
            token, fields, ReplyActions.Attach,
            Annex("gut.pdf"), (FieldNames.Files, "bild.svg", "<svg><script>alert(1)</script></svg>"u8.ToArray()),
            (FieldNames.Files, "groß.pdf", new byte[(10 * 1024 * 1024) + 1]), (FieldNames.Files, "makro.docx", SampleFiles.Docx(furtherParts: "word/vbaProject.bin")));

        Assert.Equal(["gut.pdf"], Names(answer));
        Assert.Equal("Unser Text", answer.Page.QuerySelector("#overall")!.TextContent);
        var faults = answer.Page.QuerySelector("#anhang-f")!.TextContent;
        Assert.Contains("„bild.svg“ wurde nicht angehängt: Angenommen werden PDF", faults, StringComparison.Ordinal);
        Assert.Contains("„groß.pdf“ ist größer als 10 MB", faults, StringComparison.Ordinal);
        Assert.Contains("„makro.docx“ wurde nicht angehängt: Das Dokument enthält Makros", faults, StringComparison.Ordinal);
        Assert.Equal(1, site.Office.Attachments.Count);
    }

    [Fact]
    public async Task PostReview_WithABadFile_ShowsTheFormAndNotTheReview()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields["overall"] = "Unser Text";

        var answer = await PressAsync(token, fields, ReplyActions.Review, (FieldNames.Files, "bild.svg", "<svg/>"u8.ToArray()));

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("#fehler a[href='#anhang']"));
        Assert.Equal("Unser Text", answer.Page.QuerySelector("#overall")!.TextContent);
    }

    [Fact]
    public async Task PostAttach_MoreThanTheLimits_TakesWhatFits()
    {
        var (_, token) = await ArrangeAsync();

        var answer = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, [.. Enumerable.Range(1, 12).Select(n => Annex($"{n:00}.pdf", $"{n}"))]);
        var again = await PressAsync(token, answer.Fields(), ReplyActions.Attach, Annex("13.pdf", "13"));

        Assert.Equal(10, Names(answer).Count);
        Assert.Equal(2, answer.Page.QuerySelectorAll("#anhang-f p").Length);
        Assert.Contains("„13.pdf“ wurde nicht angehängt: Möglich sind 10 Dateien", again.Page.QuerySelector("#anhang-f")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostAttach_AllTogetherTooLarge_SaysSo()
    {
        var (_, token) = await ArrangeAsync();
        byte[] Big(int n) => [.. SampleFiles.Pdf(), .. new byte[9 * 1024 * 1024], (byte)n, .. SampleFiles.Pdf()];

        var answer = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, [.. Enumerable.Range(1, 4).Select(n => (FieldNames.Files, $"{n}.pdf", Big(n)))]);

        Assert.Equal(["1.pdf", "2.pdf", "3.pdf"], Names(answer));
        Assert.Contains("„4.pdf“ wurde nicht angehängt: Alle Dateien zusammen dürfen höchstens 30 MB", answer.Page.QuerySelector("#anhang-f")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostAttach_TheSameFileTwiceAndTheSameNameTwice_AreToldApart()
    {
        var (_, token) = await ArrangeAsync();

        var answer = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, Annex("scan.pdf", "eins"), Annex("kopie.pdf", "eins"), Annex("scan.pdf", "zwei"));

        Assert.Equal(["scan.pdf", "scan (2).pdf"], Names(answer));
    }

    [Fact]
    public async Task PostAttach_NoFileChosen_IsNoFault()
    {
        var (_, token) = await ArrangeAsync();

        var answer = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, (FieldNames.Files, "", []));

        Assert.Equal(200, answer.Status);
        Assert.Empty(Names(answer));
    }

    [Fact]
    public async Task PostAttach_StoreIsOut_Is503WithTheTextShownBack()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields["overall"] = "Nicht verlieren";
        fields["action"] = ReplyActions.Attach;
        var page = fields;
        site.Office.Attachments.PutOutage = new IOException("storage is down");

        var answer = await site.PostAsync($"b/{token}", page, Annex("a.pdf"));

        Assert.Equal(503, answer.Status);
        Assert.Equal("Nicht verlieren", answer.Page.QuerySelector("#overall")!.TextContent);
    }

    [Fact]
    public async Task PostRemove_AFile_IsGoneAndEverythingTypedIsKept()
    {
        var (_, token) = await ArrangeAsync();
        var shown = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, Annex("a.pdf", "eins"), Annex("b.pdf", "zwei"));
        var fields = shown.Fields();
        fields[Comment] = "Getippt";

        var answer = await PressAsync(token, fields, shown.Value("#anhaenge .files li:first-child button"));

        Assert.Equal(["b.pdf"], Names(answer));
        Assert.Equal(["b.pdf"], Names(await site.GetAsync($"b/{token}")));
        Assert.Equal("Getippt", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
    }

    [Fact]
    public async Task PostSubmit_Files_ArePartOfTheVersionAndOfItsHash()
    {
        var (roundId, token) = await ArrangeAsync();
        var receipt = await SubmitAsync(token, await AttachAsync(token, Annex("Anlage.pdf")));

        var version = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        var content = StatementContent.FromBytes((await site.Office.Documents.GetAsync(version.Document, default))!);
        var file = Assert.Single(content.Attachments!);
        Assert.Equal(("Anlage.pdf", AttachmentType.Pdf, AttachmentRole.Annex), (file.Name, file.Type, file.Role));
        Assert.Equal([file.Hash], version.Attachments);
        Assert.Equal(content.Hash(), version.ContentHash);
        Assert.NotEqual((content with { Attachments = null }).Hash(), version.ContentHash);
        var copy = receipt.Page.QuerySelector("[aria-labelledby=kopie]")!;
        Assert.Contains("Anlage.pdf", copy.TextContent, StringComparison.Ordinal);
        Assert.Contains(file.Hash, copy.TextContent, StringComparison.Ordinal);
        Assert.Contains("PDF, 1 KB", copy.TextContent, StringComparison.Ordinal);
        var page = await site.GetAsync($"b/{token}");
        Assert.Contains("1 Anlage", page.Page.QuerySelector(".versions")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Begonnen und nicht abgegeben", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_WithoutFiles_KeepsTheBytesItHadBeforeThereWereAny()
    {
        Assert.DoesNotContain("Attachments", Encoding.UTF8.GetString(new StatementContent { Overall = "x" }.ToBytes()), StringComparison.Ordinal);
        Assert.Equal(new StatementContent { Overall = "x" }.Hash(), new StatementContent { Overall = "x", Attachments = [] }.Hash());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task PostSubmit_OnlyAFile_IsAStatement()
    {
        var (roundId, token) = await ArrangeAsync();

        await SubmitAsync(token, await AttachAsync(token, Annex("Stellungnahme.pdf")), overall: "");

        Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Files_SurviveReloadLanguageFaultsReviewReopenAndLaterVersions()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = (await AttachAsync(token, Annex("bleibt.pdf"))).Fields();

        Assert.Equal(["bleibt.pdf"], Names(await site.GetAsync($"b/{token}?sprache=en")));
        Assert.Equal(["bleibt.pdf"], Names(await PressAsync(token, fields, "sprache-en")));
        fields["overall"] = new string('x', 10_001);
        Assert.Equal(["bleibt.pdf"], Names(await PressAsync(token, fields, ReplyActions.Submit)));
        fields["overall"] = "Gut";
        var review = await PressAsync(token, fields, ReplyActions.Review);
        Assert.Contains("bleibt.pdf", review.Page.QuerySelector("form#review .files")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["bleibt.pdf"], Names(await PressAsync(token, review.Fields("form#review"), ReplyActions.Edit)));
        Assert.Equal(303, (await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit)).Status);
        var reopened = await site.GetAsync($"b/{token}");
        Assert.Equal(["bleibt.pdf"], Names(reopened));
        await SubmitAsync(token, reopened, "Noch besser");

        var versions = (await site.Office.ReadAsync(roundId)).Statements;
        Assert.Equal(2, versions.Count);
        Assert.All(versions, version => Assert.Single(version.Attachments));
    }

    [Fact]
    public async Task PostSubmit_FileRemovedInALaterVersion_StaysWithTheEarlierOne()
    {
        var (roundId, token) = await ArrangeAsync();
        await SubmitAsync(token, await AttachAsync(token, Annex("alt.pdf")));
        var page = await site.GetAsync($"b/{token}");
        var without = await PressAsync(token, page.Fields(), page.Value("#anhaenge .files button"));
        await SubmitAsync(token, without, "Ohne Anlage");

        Assert.Equal([1, 0], (await site.Office.ReadAsync(roundId)).Statements.Select(version => version.Attachments.Count));
        Assert.Empty(Names(await site.GetAsync($"b/{token}")));
        var path = (await site.GetAsync($"b/{token}/receipt/1")).Page.QuerySelector(".files a")!.GetAttribute("href")!;
        Assert.Equal(200, (await site.GetAsync(path)).Status);
    }

    [Fact]
    public async Task PostSubmit_SomebodyAddedAFileSinceTheReview_AsksToLookAgain()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields["overall"] = "Geprüft";
        var review = await PressAsync(token, fields, ReplyActions.Review);
        await AttachAsync(token, Annex("dazu.pdf"));

        var answer = await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit);

        Assert.Equal(200, answer.Status);
        Assert.Contains("hat jemand aus Ihrem Gremium Dateien hinzugefügt", answer.Words, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
        Assert.Equal(303, (await PressAsync(token, answer.Fields("form#review"), ReplyActions.Submit)).Status);
        Assert.Single(Assert.Single((await site.Office.ReadAsync(roundId)).Statements).Attachments);
    }

    [Fact]
    public async Task PostAttach_Minutes_AreMarked()
    {
        var (roundId, token) = await ArrangeAsync();
        var page = await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, (FieldNames.Minutes, "Protokoll.docx", SampleFiles.Docx()));

        Assert.Equal("Protokoll", page.Page.QuerySelector("#anhaenge .files .badge")!.TextContent);
        var receipt = await SubmitAsync(token, page);
        Assert.Equal("Protokoll", receipt.Page.QuerySelector(".files .badge")!.TextContent);
        Assert.Null((await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.RoundTableId)}")).Page.QuerySelector("#protokoll"));
    }

    [Fact]
    public async Task Upload_ByScript_AnswersTheListAndTheMark()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);

        var answer = await site.PostAsync($"b/{token}/draft-files", fields, Annex("a.pdf"), (FieldNames.Files, "b.svg", "<svg/>"u8.ToArray()));

        Assert.Equal(200, answer.Status);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Body);
        Assert.Contains("a.pdf", json.RootElement.GetProperty("list").GetString(), StringComparison.Ordinal);
        Assert.Contains("b.svg", json.RootElement.GetProperty("faults")[0].GetString(), StringComparison.Ordinal);
        fields[FieldNames.Attached] = json.RootElement.GetProperty("mark").GetString()!;
        fields["overall"] = "Fertig";
        Assert.Equal(303, (await PressAsync(token, fields, ReplyActions.Submit)).Status);
    }

    [Fact]
    public async Task Upload_WithoutFormTokenOrLinkOrTime_IsRefused()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);

        Assert.Equal(404, (await site.PostAsync("b/nothing/draft-files", fields, Annex("a.pdf"))).Status);
        Assert.Equal(415, (await site.PostAsync($"b/{token}/draft-files", "{}"u8.ToArray(), "application/json")).Status);
        Assert.Equal(400, (await site.PostAsync($"b/{token}/draft-files", new Dictionary<string, string>(fields) { ["formToken"] = "x" }, Annex("a.pdf"))).Status);
        Assert.Equal(400, (await PressAsync(token, new(fields) { ["formToken"] = "x" }, ReplyActions.Attach, Annex("a.pdf"))).Status);
        site.MoveTo(new DateOnly(2026, 4, 28));
        Assert.Equal(409, (await site.PostAsync($"b/{token}/draft-files", fields, Annex("a.pdf"))).Status);
        Assert.Equal(409, (await PressAsync(token, fields, ReplyActions.Attach, Annex("a.pdf"))).Status);
        Assert.Equal(0, site.Office.Attachments.Count);
    }

    [Theory]
    [InlineData("multipart/form-data", "x", 400)]
    [InlineData("multipart/form-data; boundary=", "x", 400)]
    [InlineData("multipart/form-data; boundary=abc", "kein Formular", 400)]
    [InlineData("multipart/form-data; boundary=abc", "--abc\r\nContent-Disposition: form-data; name=\"overall\"\r\n\r\nabgebrochen", 400)]
    public async Task Post_BrokenMultipart_IsAPageThatSaysSo(string type, string body, int status)
    {
        var (_, token) = await ArrangeAsync();

        var answer = await site.PostAsync($"b/{token}", Encoding.UTF8.GetBytes(body), type);

        Assert.Equal(status, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("h1"));
    }

    [Fact]
    public async Task Post_MoreThanTheHostTakes_Is413()
    {
        var (_, token) = await ArrangeAsync();

        var answer = await site.PostAsync($"b/{token}", [], "multipart/form-data; boundary=abc", MultipartForm.LargestRequest + 1);

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task Get_File_IsADownloadThatRunsNothing()
    {
        var (roundId, token) = await ArrangeAsync();
        var draft = (await AttachAsync(token, Annex("Über uns.pdf"))).Page.QuerySelector("#anhaenge .files a")!.GetAttribute("href")!;
        await SubmitAsync(token, await site.GetAsync($"b/{token}"));
        var version = (await site.GetAsync($"b/{token}/receipt/1")).Page.QuerySelector(".files a")!.GetAttribute("href")!;

        foreach (var path in (string[])[draft, version])
        {
            var answer = await site.GetAsync(path);
            Assert.Equal((200, Encoding.ASCII.GetString(SampleFiles.Pdf())), (answer.Status, answer.Body));
            Assert.StartsWith("attachment; ", answer.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
            Assert.Contains("filename*=UTF-8''%C3%9Cber%20uns.pdf", answer.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
            Assert.Equal("application/pdf", answer.Headers.ContentType);
            Assert.Equal("nosniff", answer.Headers.XContentTypeOptions);
            Assert.Equal("no-store", answer.Headers.CacheControl);
            Assert.Contains("sandbox;", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        }

        Assert.NotNull(roundId);
    }

    [Fact]
    public async Task Get_FileOfAnotherBody_IsNotThere()
    {
        var (roundId, token) = await ArrangeAsync();
        var draft = (await AttachAsync(token, Annex("geheim.pdf"))).Page.QuerySelector("#anhaenge .files a")!.GetAttribute("href")!;
        await SubmitAsync(token, await site.GetAsync($"b/{token}"));
        var version = (await site.GetAsync($"b/{token}/receipt/1")).Page.QuerySelector(".files a")!.GetAttribute("href")!;
        var steering = await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        var outcome = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Outcome);
        var other = await site.StartAsync(previous: null, builder: Another());
        var elsewhere = await site.LinkAsync(other, RoundBuilder.CouncilId(1));

        foreach (var stranger in (string[])[await site.LinkAsync(roundId, RoundBuilder.CouncilId(2)), await site.LinkAsync(roundId, RoundBuilder.RoundTableId), elsewhere, outcome, "nothing"])
        {
            Assert.Equal(404, (await site.GetAsync(draft.Replace(token, stranger, StringComparison.Ordinal))).Status);
            Assert.Equal(404, (await site.GetAsync(version.Replace(token, stranger, StringComparison.Ordinal))).Status);
        }

        // Before the synopsis is frozen the steering group reads no originals.
        Assert.Equal(404, (await site.GetAsync(version.Replace($"/b/{token}", $"/s/{steering}", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Get_FilesOfCouncils_AreSeenByTheConferenceAndThenTheSteeringGroup()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        var conference = await site.LinkAsync(roundId, RoundBuilder.ConferenceId);
        var steering = await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
        await SubmitAsync(token, await AttachAsync(token, Annex("Beirat.pdf")));
        var file = (await site.GetAsync($"b/{token}/receipt/1")).Page.QuerySelector(".files a")!.GetAttribute("href")!;
        var ofConference = file.Replace(token, conference, StringComparison.Ordinal);
        Assert.Equal(404, (await site.GetAsync(ofConference)).Status);

        await site.OpenConferenceAsync(roundId);
        var page = await site.GetAsync($"b/{conference}");
        Assert.NotNull(page.Page.QuerySelector($"a[href='{ofConference}']"));
        Assert.Equal(200, (await site.GetAsync(ofConference)).Status);

        // The joint view's files are every council's to read.
        await SubmitAsync(conference, await AttachAsync(conference, Annex("Gemeinsam.pdf", "gemeinsam")), "Gemeinsam");
        var council = await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(2))}");
        Assert.Equal(200, (await site.GetAsync(council.Page.QuerySelector("#gemeinsam .files a")!.GetAttribute("href")!)).Status);

        await new SampleRound(site).FreezeAsync(roundId);
        var originals = await site.GetAsync($"s/{steering}");
        var links = originals.Page.QuerySelectorAll("[aria-labelledby=originale] .files a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(2, links.Count);
        foreach (var link in links)
            Assert.Equal(200, (await site.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Forget_FilesThatNothingNames_AreDeletedAndNoOthers()
    {
        var round = await new SampleRound(site).StartAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        await SubmitAsync(token, await AttachAsync(token, Annex("abgegeben.pdf", "1")));
        var page = await AttachAsync(token, Annex("begonnen.pdf", "2"), Annex("entfernt.pdf", "3"));
        await PressAsync(token, page.Fields(), page.Page.QuerySelectorAll("#anhaenge .files button").Single(button => button.TextContent.Contains("entfernt", StringComparison.Ordinal)).GetAttribute("value")!);
        await site.Office.Attachments.PutAsync(new(round.RoundId, RoundBuilder.CouncilId(1), "verwaist"), "x"u8.ToArray(), default);
        var system = new ManualTimeProvider(site.Office.Attachments.Now);
        var forget = new ForgetAttachments(site.Office.Store, site.Office.Attachments, site.Office.Attachments, site.Office.Clock, system);

        Assert.Equal(0, await forget.ExecuteAsync(default));
        system.Advance(ForgetAttachments.LeftAlone);
        Assert.Equal(1, await forget.ExecuteAsync(default));
        site.Office.Time.Advance(ForgetAttachments.LeftAlone);
        Assert.Equal(1, await forget.ExecuteAsync(default));
        Assert.Equal(["abgegeben.pdf", "begonnen.pdf"], Names(await site.GetAsync($"b/{token}")));
        // What forgetting the working drafts leaves.
        site.Office.Attachments.ForgetRows(round.RoundId);
        Assert.Equal(1, await forget.ExecuteAsync(default));
        Assert.Equal(["abgegeben.pdf"], Names(await site.GetAsync($"b/{token}")));
        Assert.Equal(200, (await site.GetAsync((await site.GetAsync($"b/{token}/receipt/1")).Page.QuerySelector(".files a")!.GetAttribute("href")!)).Status);
    }

    [Fact]
    public async Task Delete_StoredAgainMeanwhile_IsLeftAlone()
    {
        var key = new AttachmentKey("lip-r1", "beirat-01", "abc");
        await site.Office.Attachments.PutAsync(key, "x"u8.ToArray(), default);
        var listed = Assert.Single(await site.Office.Attachments.ListAsync("lip-r1", default));
        await site.Office.Attachments.PutAsync(key, "x"u8.ToArray(), default);

        Assert.False(await site.Office.Attachments.DeleteAsync(listed, default));
    }

    [Fact]
    public void Settings_AreReadAndChecked()
    {
        static AttachmentLimits Read(params (string Name, string Value)[] settings) => AttachmentSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Lip:Attachments:{setting.Name}", (string?)setting.Value))).Build());

        Assert.Equal(new AttachmentLimits(), Read());
        Assert.Equal((2, 3 * AttachmentLimits.Megabyte, 5 * AttachmentLimits.Megabyte), (Read(("MaxFiles", "2"), ("MaxFileMegabytes", "3"), ("MaxTotalMegabytes", "5")) is var limits ? (limits.MaxFiles, limits.MaxFileBytes, limits.MaxTotalBytes) : default));
        Assert.Equal(4 * AttachmentLimits.Megabyte, Read(("MaxTotalMegabytes", "4")).MaxFileBytes);
        foreach (var (name, value) in ((string, string)[])[("MaxFiles", "0"), ("MaxFiles", "viele"), ("MaxTotalMegabytes", "91"), ("MaxFileMegabytes", "31")])
            Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => Read((name, value))).Message, StringComparison.Ordinal);
    }

    private static (string, string, byte[]) Annex(string name, string text = "Beschluss") => (FieldNames.Files, name, SampleFiles.Pdf(text));

    private static RoundBuilder Another()
    {
        var builder = RoundBuilder.Full();
        builder.Settings = builder.Settings with { Consultation = "andere" };
        return builder;
    }

    private static List<string> Names(SiteAnswer answer) => [.. answer.Page.QuerySelectorAll("#anhaenge .files a").Select(link => link.TextContent)];

    private async Task<SiteAnswer> AttachAsync(string token, params (string, string, byte[])[] files) =>
        await PressAsync(token, await OpenAsync(token), ReplyActions.Attach, files);

    private async Task<SiteAnswer> SubmitAsync(string token, SiteAnswer page, string overall = "Unsere Sicht")
    {
        var fields = page.Fields();
        fields["overall"] = overall;
        var answer = await PressAsync(token, fields, ReplyActions.Submit);
        Assert.Equal(303, answer.Status);
        return await site.GetAsync(answer.Location);
    }

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action, params (string, string, byte[])[] files)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields, files);
    }

    private async Task<Dictionary<string, string>> OpenAsync(string token)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields.TryAdd(FieldNames.Author, "");
        return fields;
    }

    private async Task<(string RoundId, string Token)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        return (roundId, await site.LinkAsync(roundId, RoundBuilder.CouncilId(1)));
    }
}
