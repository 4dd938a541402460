using LipServerless.Activities.Commands;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class SubmitDissentTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Post_WithReason_IsStoredAndShown()
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = "Wir stimmen <b>nicht</b> zu.";

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal((303, $"/b/{token}#abweichend"), (answer.Status, answer.Location));
        var council = await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var page = await site.GetAsync($"b/{token}");
        Assert.Contains(council.Dissent!.ReceiptNumber, page.Words, StringComparison.Ordinal);
        Assert.Contains("Wir stimmen <b>nicht</b> zu.", page.Words, StringComparison.Ordinal);
        Assert.NotEmpty(site.Wakes.Raised);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Reasons.Longest + 1)]
    public async Task Post_NoReasonOrTooLong_Is400WithTheTextShownBack(int length)
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = new string('x', length);

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal(400, answer.Status);
        Assert.Equal(new string('x', length), answer.Page.QuerySelector("#reason")!.TextContent);
        Assert.Null((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task Post_TokenIsMissingOrForged_Is400WithTheTextShownBack(string token)
    {
        var (round, link, fields) = await ArrangeAsync();
        fields["reason"] = "Anders";
        fields["formToken"] = token;

        var answer = await site.PostAsync($"b/{link}/dissent", fields);

        Assert.Equal((400, "Anders"), (answer.Status, answer.Page.QuerySelector("#reason")!.TextContent));
        Assert.Null((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
    }

    [Fact]
    public async Task Post_StatementIsTypedBesideIt_BecomesTheWorkingDraft()
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = "Wir sehen es anders.";
        fields[FieldNames.Overall] = "Noch nicht fertig";

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal(303, answer.Status);
        Assert.NotNull((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
        Assert.Equal("Noch nicht fertig", (await site.GetAsync($"b/{token}")).Page.QuerySelector($"#{FieldNames.Overall}")!.TextContent);
    }

    [Fact]
    public async Task Post_ReasonMissing_ShowsTheStatementBack()
    {
        var (_, token, fields) = await ArrangeAsync();
        fields[FieldNames.Overall] = "Noch nicht fertig";

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal((400, "Noch nicht fertig"), (answer.Status, answer.Page.QuerySelector($"#{FieldNames.Overall}")!.TextContent));
    }

    [Theory]
    [InlineData(ReplyActions.Save)]
    [InlineData(ReplyActions.Edit)]
    [InlineData(ReplyActions.LanguagePrefix + "en")]
    public async Task PostReply_ReasonIsTypedBesideIt_IsShownBackAndNotStored(string action)
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = "Halb geschrieben";
        fields[FieldNames.Action] = action;

        var answer = await site.PostAsync($"b/{token}", fields);

        Assert.Equal((200, "Halb geschrieben"), (answer.Status, answer.Page.QuerySelector("#reason")!.TextContent));
        Assert.Null((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
    }

    [Fact]
    public async Task Post_AfterTheWindow_Is409WithTheReasonShownBack()
    {
        var (_, token, fields) = await ArrangeAsync();
        fields["reason"] = "Zu spät bemerkt";
        site.MoveTo(RoundBuilder.CouncilsUntil.AddDays(9));

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal(409, answer.Status);
        Assert.Contains("Zu spät bemerkt", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BodyThatIsNoCouncil_Is409()
    {
        var (round, _, fields) = await ArrangeAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.RoundTableId);
        fields["reason"] = "Anders";

        Assert.Equal(409, (await site.PostAsync($"b/{token}/dissent", fields)).Status);
    }

    private async Task<(SampleRound Round, string Token, Dictionary<string, string> Fields)> ArrangeAsync()
    {
        var round = await new SampleRound(site).StartAsync();
        await round.AdoptAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        return (round, token, (await site.GetAsync($"b/{token}")).Fields());
    }
}
