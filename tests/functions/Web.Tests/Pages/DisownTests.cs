using LipServerless.Activities.Commands.Disowning;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>"Das waren wir nicht", from the mail to the office's alarm.</summary>
public sealed class DisownTests : IDisposable
{
    private static readonly string Council = RoundBuilder.CouncilId(1);

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_AsOftenAsAScannerLikes_ChangesNothing()
    {
        var (roundId, path) = await SubmittedAsync();

        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await site.GetAsync(path)).Status);

        Assert.Empty((await site.Office.BodyAsync(roundId, Council)).Disowned);
        Assert.Empty(site.Wakes.Raised);
    }

    [Fact]
    public async Task Get_Page_NamesTheReceiptAndNothingOfTheStatement()
    {
        var (roundId, path) = await SubmittedAsync();
        var receipt = (await site.Office.ReadAsync(roundId)).Statement(Council, 1)!.ReceiptNumber;

        var page = await site.GetAsync(path);

        Assert.Contains(receipt, page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Unsere Sicht", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/receipt/", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Twice_AlertsTheOfficeOnce()
    {
        var (roundId, path) = await SubmittedAsync();
        var form = (await site.GetAsync(path)).Fields("main form");

        var first = await site.PostAsync(path, form);
        var second = await site.PostAsync(path, form);

        Assert.Equal((303, 303), (first.Status, second.Status));
        Assert.Equal("/" + path, first.Location);
        var said = Assert.Single((await site.Office.BodyAsync(roundId, Council)).Disowned);
        Assert.Equal((1, site.Office.Clock.GetUtcNow()), (said.Version, said.At));
        Assert.Single((await site.Office.Store.ReadAuditAsync(roundId, default)), line => line.Entry.Verb == AuditVerb.Disowned);
        Assert.Single((await site.Office.ReadAsync(roundId)).Mails, mail => mail.Kind == MailKind.Disowned);
        Assert.Contains(site.Wakes.Raised, wake => wake.InstanceId == $"{roundId}-g1-{Council}");
        var page = await site.GetAsync(path);
        Assert.Contains("ist bei uns", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Page.QuerySelector("main form"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Post_WithoutOurFormToken_AlertsNobodyAndSaysSo(string? token)
    {
        var (roundId, path) = await SubmittedAsync();

        var answer = await site.PostAsync(path, token is null ? [] : new Dictionary<string, string> { ["formToken"] = token });

        Assert.Equal(400, answer.Status);
        Assert.Contains("noch einmal", answer.Words, StringComparison.Ordinal);
        Assert.Empty((await site.Office.BodyAsync(roundId, Council)).Disowned);
    }

    [Fact]
    public async Task Link_OtherReceiptOrOtherKindOfLink_Is404()
    {
        var (roundId, path) = await SubmittedAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.RoundTableId);
        var others = (await site.Office.ReadAsync(roundId)).Statement(RoundBuilder.RoundTableId, 1)!.ReceiptNumber;
        var parts = path.Split('/');

        Assert.Equal(404, (await site.GetAsync($"b/{parts[1]}/not-us/{others}")).Status);
        Assert.Equal(404, (await site.PostAsync($"b/{parts[1]}/not-us/{others}", [])).Status);
        Assert.Equal(404, (await site.GetAsync($"b/{await site.LinkAsync(roundId, Council)}/not-us/{parts[3]}")).Status);
        Assert.Equal(404, (await site.GetAsync($"b/{parts[1]}")).Status);
        Assert.Equal(404, (await site.GetAsync($"b/{parts[1]}/receipt/1")).Status);
        Assert.Equal(404, (await site.GetAsync($"b/nothing/not-us/{parts[3]}")).Status);
    }

    [Fact]
    public async Task Post_AfterTheLinkWasWithdrawnAndTheRoundDecided_IsStillHeard()
    {
        var (roundId, path) = await SubmittedAsync();
        var body = await site.Office.BodyAsync(roundId, Council);
        await site.Office.PutAsync(roundId, body with { LinkGeneration = 2 });
        var round = await site.Office.ReadAsync(roundId);
        await site.Office.PutAsync(roundId, round.Round with { State = RoundState.Accepted });

        var answer = await site.PostAsync(path, (await site.GetAsync(path)).Fields("main form"));

        Assert.Equal(303, answer.Status);
        Assert.Single((await site.Office.BodyAsync(roundId, Council)).Disowned);
        // Nobody is left to send it: the dashboard shows it.
        Assert.DoesNotContain((await site.Office.ReadAsync(roundId)).Mails, mail => mail.Kind == MailKind.Disowned);
    }

    [Fact]
    public async Task Post_MarkOfDissent_IsHeardToo()
    {
        var round = await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync();
        var dissenting = RoundBuilder.CouncilId(2);
        var path = (await MailOccasions.OfAsync(site, round.RoundId, dissenting, MailKind.DissentReceipt, 1)).DisownLink!.AbsolutePath.TrimStart('/');
        var page = await site.GetAsync(path);

        Assert.Contains("Vermerk „abweichend“", page.Words, StringComparison.Ordinal);
        await site.PostAsync(path, page.Fields("main form"));

        Assert.Null(Assert.Single((await site.Office.BodyAsync(round.RoundId, dissenting)).Disowned).Version);
    }

    [Fact]
    public async Task Get_OtherLanguage_StaysInItAfterPosting()
    {
        var (_, path) = await SubmittedAsync();

        var page = await site.GetAsync($"{path}?sprache=en");

        Assert.Contains("That was not us", page.Words, StringComparison.Ordinal);
        Assert.EndsWith("?sprache=en", (await site.PostAsync(path, page.Fields("main form"))).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_WithAFinding_IsLoggedAndTheBodySeesIt()
    {
        var (roundId, path) = await SubmittedAsync();
        await site.PostAsync(path, (await site.GetAsync(path)).Fields("main form"));
        var receipt = path.Split('/')[^1];
        var settle = new SettleDisowned(site.Office.Store, site.Office.Clock);

        await settle.ExecuteAsync(roundId, Council, receipt, "Angerufen: war die Stellvertreterin.", "Ada Probe", default);
        await settle.ExecuteAsync(roundId, Council, receipt, "Noch einmal.", "Ada Probe", default);

        var line = Assert.Single(await site.Office.Store.ReadAuditAsync(roundId, default), line => line.Entry.Verb == AuditVerb.DisownedSettled);
        Assert.Equal(("Ada Probe", $"{receipt}: Angerufen: war die Stellvertreterin."), (line.Side!.Who, line.Side.Detail));
        Assert.Contains("geklärt", (await site.GetAsync(path)).Words, StringComparison.Ordinal);
    }

    private async Task<(string RoundId, string Path)> SubmittedAsync()
    {
        var roundId = await site.StartAsync();
        await site.Office.SubmitAsync(roundId, Council, TestOffice.Says("Unsere Sicht"));
        var occasion = await MailOccasions.OfAsync(site, roundId, Council, MailKind.Receipt, 1);
        return (roundId, occasion.DisownLink!.AbsolutePath.TrimStart('/'));
    }
}
