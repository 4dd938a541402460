using System.Text;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class SubmitReplyTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Post_Statement_IsStoredWokenAndReceipted()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["s-p-bbbbbbbb"] = "AgreeWithChanges";
        fields["c-p-bbbbbbbb"] = "Zeile eins\r\nZeile zwei  ";
        fields["w-p-bbbbbbbb"] = "Alle lernen gemeinsam.";
        fields["overall"] = "Gut so.";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(303, answer.Status);
        Assert.Equal($"/b/{token}/receipt/1", answer.Location);
        var (row, content) = await StoredAsync(roundId);
        Assert.Equal("Gut so.", content.Overall);
        var view = Assert.Single(content.Views);
        Assert.Equal(
            new ParagraphView { ParagraphId = "p-bbbbbbbb", Stance = Stance.AgreeWithChanges, Comment = "Zeile eins\nZeile zwei", ProposedWording = "Alle lernen gemeinsam." },
            view);
        Assert.All(site.Wakes.Raised, wake => Assert.Equal(TaskNames.Changed, wake.Event));
        Assert.Contains(site.Wakes.Raised, wake => wake.InstanceId.EndsWith(RoundBuilder.CouncilId(1), StringComparison.Ordinal));

        var receipt = await site.GetAsync(answer.Location);
        Assert.Equal(row.ReceiptNumber, receipt.Page.QuerySelector(".receipt-number")!.TextContent);
        Assert.Contains("Montag, 2. März 2026, 09:00 Uhr (MEZ)", receipt.Words, StringComparison.Ordinal);
        Assert.Contains("Änderbar bis Freitag, 10. April 2026, 24:00 Uhr (MESZ)", receipt.Words, StringComparison.Ordinal);
        Assert.Contains("Zeile zwei", receipt.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WakingFails_IsStoredAllTheSame()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Gut so.";
        site.Wakes.Outage = new InvalidOperationException("no hub");

        Assert.Equal(303, (await SubmitAsync(token, fields)).Status);
        Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_Empty_Is400AndNamesTheNilReturn()
    {
        var (roundId, token, fields) = await ArrangeAsync();

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Fehlanzeige melden", answer.Page.QuerySelector("#fehler")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_TextTooLong_Is400WithEveryTextShownBack()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        var tooLong = new string('ä', ReplyForm.LongestText + 1);
        fields["c-p-bbbbbbbb"] = tooLong;
        fields["w-p-eeeeeeee"] = "Bleibt erhalten";
        fields["s-p-eeeeeeee"] = "Object";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(400, answer.Status);
        Assert.Equal(tooLong, answer.Page.QuerySelector("#c-p-bbbbbbbb")!.TextContent);
        Assert.Equal("true", answer.Page.QuerySelector("#c-p-bbbbbbbb")!.GetAttribute("aria-invalid"));
        Assert.Equal("Bleibt erhalten", answer.Page.QuerySelector("#w-p-eeeeeeee")!.TextContent);
        Assert.Equal("Object", answer.Value("input[name='s-p-eeeeeeee'][checked]"));
        Assert.Contains("Absatz 1: Dieser Text hat 10.001 Zeichen", answer.Page.QuerySelector("#fehler a[href='#c-p-bbbbbbbb']")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_ExactlyTheLimit_IsAccepted()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        // A browser sends CR LF; a line break counts one.
        fields["overall"] = string.Concat(Enumerable.Repeat("x\r\n", (ReplyForm.LongestText / 2) - 1)) + "yy";

        Assert.Equal(303, (await SubmitAsync(token, fields)).Status);
        Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Theory]
    [InlineData("c-p-zzzzzzzz")]
    [InlineData("c-p-aaaaaaaa")]
    [InlineData("k-p-bbbbbbbb")]
    [InlineData("s-p-bbbbbbbb")]
    [InlineData("x-p-bbbbbbbb")]
    [InlineData("notAffected")]
    [InlineData("anything")]
    public async Task Post_FieldThatThePageDoesNotHave_Is400WithItsTextShownBack(string field)
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Gut so.";
        fields[field] = "Verirrter Text";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Verirrter Text", answer.Page.QuerySelector("[aria-labelledby=unzugeordnet]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Gut so.", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Post_WithoutOurFormToken_Is400WithTheTextShownBackAndAFreshToken(string? formToken)
    {
        var (roundId, token, fields) = await ArrangeAsync();
        var right = fields["formToken"];
        fields["overall"] = "Gut so.";
        fields.Remove("formToken");
        if (formToken is not null)
            fields["formToken"] = formToken;

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(400, answer.Status);
        Assert.Equal("Gut so.", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal(right, answer.Value("form#reply input[name=formToken]"));
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_NilReturn_TakesTwoClicks()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["action"] = ReplyActions.AskNil;

        var asked = await site.PostAsync($"b/{token}", fields);
        Assert.Equal(200, asked.Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);

        var confirm = asked.Fields("main form");
        confirm["action"] = ReplyActions.ConfirmNil;
        var answer = await site.PostAsync($"b/{token}", confirm);

        Assert.Equal(303, answer.Status);
        Assert.True((await StoredAsync(roundId)).Content.NilReturn);
        Assert.Contains("Fehlanzeige", (await site.GetAsync(answer.Location)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NilReturnAndBack_LosesNothingTyped()
    {
        var (_, token, fields) = await ArrangeAsync();
        fields["overall"] = "\nDoch <b>etwas</b>";
        fields["s-p-bbbbbbbb"] = "Agree";
        fields["c-p-eeeeeeee"] = "Auch das";
        fields["action"] = ReplyActions.AskNil;

        var asked = await site.PostAsync($"b/{token}", fields);
        Assert.Contains("Mit einer Fehlanzeige werden sie nicht abgegeben", asked.Words, StringComparison.Ordinal);
        var back = asked.Fields("main form");
        back["action"] = ReplyActions.Edit;
        var answer = await site.PostAsync($"b/{token}", back);

        Assert.Equal("\nDoch <b>etwas</b>", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal("Agree", answer.Value("input[name='s-p-bbbbbbbb'][checked]"));
        Assert.Equal("Auch das", answer.Page.QuerySelector("#c-p-eeeeeeee")!.TextContent);
    }

    [Fact]
    public async Task Post_SwitchingLanguage_KeepsWhatWasTyped()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Halb fertig";
        fields["action"] = ReplyActions.LanguagePrefix + "en";

        var answer = await site.PostAsync($"b/{token}", fields);

        Assert.Equal("en", answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Halb fertig", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal("en", answer.Value("form#reply input[name=sprache]"));
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_WithoutAnAction_StoresNothing()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Enter gedrückt";

        var answer = await site.PostAsync($"b/{token}", fields);

        Assert.Equal(200, answer.Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_NewerVersionThanSeen_BothAreKeptAndTheReceiptSaysSo()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Von jemand anderem"));
        fields["overall"] = "Meine Fassung";

        var answer = await SubmitAsync(token, fields);
        var receipt = await site.GetAsync(answer.Location);

        Assert.Equal($"/b/{token}/receipt/2", answer.Location);
        Assert.Contains("wurde schon die Fassung 1 abgegeben", receipt.Words, StringComparison.Ordinal);
        Assert.NotNull(receipt.Page.QuerySelector($"a[href='/b/{token}/receipt/1']"));
        Assert.Contains("Von jemand anderem", (await site.GetAsync($"b/{token}/receipt/1")).Words, StringComparison.Ordinal);
        Assert.Equal(2, (await site.Office.ReadAsync(roundId)).Statements.Count);
    }

    [Fact]
    public async Task Post_BasedOnNewest_ReceiptSaysNothingOfOthers()
    {
        var (roundId, token, _) = await ArrangeAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Erste"));
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields["overall"] = "Zweite";

        var receipt = await site.GetAsync((await SubmitAsync(token, fields)).Location);

        Assert.DoesNotContain("Während Sie schrieben", receipt.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AfterTheDeadline_IsStoredAsLateAndSaidSo()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        site.MoveTo(RoundBuilder.CouncilsUntil.AddDays(1));
        fields["overall"] = "Etwas spät";

        var receipt = await site.GetAsync((await SubmitAsync(token, fields)).Location);

        Assert.True((await StoredAsync(roundId)).Row.IsLate);
        Assert.Contains("als „verspätet“ gespeichert", receipt.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Änderbar bis", receipt.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AfterTheCollection_Is409WithTheTextShownBack()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        site.MoveTo(new DateOnly(2026, 4, 28));
        fields["overall"] = "Viel zu spät";
        fields["c-p-bbbbbbbb"] = "Auch das";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(409, answer.Status);
        Assert.Contains("Viel zu spät", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Auch das", answer.Words, StringComparison.Ordinal);
        Assert.Contains("OE 50.6", answer.Words, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_AfterTheDecision_Is409WithTheTextShownBack()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        var round = await site.Office.ReadAsync(roundId);
        await site.Office.PutAsync(roundId, round.Round with { State = Domain.States.RoundState.Returned });
        fields["overall"] = "Viel zu spät";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(409, answer.Status);
        Assert.Contains("Viel zu spät", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_HostileText_IsShownAsText()
    {
        const string Hostile = "</textarea><script>alert('x')</script><img src=x onerror=alert(1)> \"&' \u202e";
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = Hostile;
        fields["c-p-bbbbbbbb"] = Hostile;

        var submitted = await SubmitAsync(token, fields);
        Assert.Equal((303, ""), (submitted.Status, submitted.Page.QuerySelector("#fehler")?.TextContent ?? ""));
        var receipt = await site.GetAsync(submitted.Location);
        var page = await site.GetAsync($"b/{token}");

        foreach (var answer in (SiteAnswer[])[receipt, page])
        {
            Assert.All(answer.Page.Scripts, script => Assert.StartsWith("/assets/", script.GetAttribute("src"), StringComparison.Ordinal));
            Assert.Empty(answer.Page.Images);
            Assert.Contains("<script>alert('x')</script>", answer.Page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(Hostile, (await StoredAsync(roundId)).Content.Overall);
    }

    [Fact]
    public async Task Post_StoreFails_Is503WithTheTextShownBackAndSendingAgainStoresOnce()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Gut so.";
        site.Office.Store.BeforeNextCommit = () => throw new IOException("storage is down");

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(503, answer.Status);
        Assert.Equal("Gut so.", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal(303, (await SubmitAsync(token, answer.Fields())).Status);
        Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_LargerThanRead_Is413()
    {
        var (_, token, _) = await ArrangeAsync();

        var answer = await site.PostAsync($"b/{token}", new byte[PostedForm.LargestBody + 1], "application/x-www-form-urlencoded");

        Assert.Equal(413, answer.Status);
        Assert.Contains("nichts gespeichert", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "overall=x", 415)]
    [InlineData("application/json", "{}", 415)]
    [InlineData("application/x-www-form-urlencoded", "overall=%00", 400)]
    [InlineData("multipart/form-data; boundary=x", "broken", 400)]
    public async Task Post_UnreadableForm_IsRefusedAndStoresNothing(string type, string body, int status)
    {
        var (roundId, token, _) = await ArrangeAsync();

        Assert.Equal(status, (await site.PostAsync($"b/{token}", Encoding.UTF8.GetBytes(body), type)).Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Post_TwoThousandParagraphs_AreRead()
    {
        var builder = RoundBuilder.Full();
        var paragraphs = Enumerable.Range(1, 2000).Select(n => new Domain.Drafts.Paragraph { Id = $"p-{n:D8}", Number = n, Kind = Domain.Drafts.ParagraphKind.Text, Text = $"Absatz {n}" });
        builder.Draft = builder.Draft with { Paragraphs = [.. paragraphs] };
        var roundId = await site.StartAsync(builder);
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields["s-p-00002000"] = "Agree";

        Assert.Equal(303, (await SubmitAsync(token, fields)).Status);
    }

    [Fact]
    public async Task Post_EqualityOfficer_ClaimsAndComments()
    {
        var (roundId, token, fields) = await ArrangeAsync(RoundBuilder.EqualityId);
        fields["k-p-eeeeeeee"] = "1";
        fields["c-p-cccccccc"] = "Wichtig";

        Assert.Equal(303, (await SubmitAsync(token, fields)).Status);

        var content = (await StoredAsync(roundId)).Content;
        Assert.Equal(["p-cccccccc", "p-eeeeeeee"], content.Views.Select(view => view.ParagraphId));
        Assert.True(content.Views[1].Claimed);
    }

    [Fact]
    public async Task Post_EqualityOfficerNotAffected_IsARecordedChoice()
    {
        var (roundId, token, fields) = await ArrangeAsync(RoundBuilder.EqualityId);
        fields["notAffected"] = "1";

        var receipt = await site.GetAsync((await SubmitAsync(token, fields)).Location);

        Assert.True((await StoredAsync(roundId)).Content.NotAffected);
        Assert.Contains("Nicht betroffen", receipt.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EqualityOfficerClaimsAndNotAffected_Is400()
    {
        var (_, token, fields) = await ArrangeAsync(RoundBuilder.EqualityId);
        fields["notAffected"] = "1";
        fields["k-p-eeeeeeee"] = "1";

        var answer = await SubmitAsync(token, fields);

        Assert.Equal(400, answer.Status);
        Assert.True(answer.Page.QuerySelector("#k-p-eeeeeeee")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task GetReceipt_OfAnotherBodyOrNone_Is404()
    {
        var (roundId, token, _) = await ArrangeAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(2), TestOffice.Says("Fremd"));

        foreach (var number in (string[])["1", "0", "-1", "99999999999", "x"])
            Assert.Equal(404, (await site.GetAsync($"b/{token}/receipt/{number}")).Status);
    }

    private Task<SiteAnswer> SubmitAsync(string token, Dictionary<string, string> fields)
    {
        fields["action"] = ReplyActions.Submit;
        return site.PostAsync($"b/{token}", fields);
    }

    private async Task<(StatementRecord Row, StatementContent Content)> StoredAsync(string roundId)
    {
        var row = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        return (row, StatementContent.FromBytes((await site.Office.Documents.GetAsync(row.Document, default))!));
    }

    private async Task<(string RoundId, string Token, Dictionary<string, string> Fields)> ArrangeAsync(string? bodyId = null)
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, bodyId ?? RoundBuilder.CouncilId(1));
        return (roundId, token, (await site.GetAsync($"b/{token}")).Fields());
    }
}
