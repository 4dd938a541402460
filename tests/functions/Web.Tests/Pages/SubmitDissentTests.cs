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
    [InlineData(SubmitDissent.LongestReason + 1)]
    public async Task Post_NoReasonOrTooLong_Is400WithTheTextShownBack(int length)
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = new string('x', length);

        var answer = await site.PostAsync($"b/{token}/dissent", fields);

        Assert.Equal(400, answer.Status);
        Assert.Equal(new string('x', length), answer.Page.QuerySelector("#reason")!.TextContent);
        Assert.Null((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
    }

    [Fact]
    public async Task Post_TokenOfTheOtherForm_Is400()
    {
        var (round, token, fields) = await ArrangeAsync();
        fields["reason"] = "Anders";
        fields["formToken"] = (await site.GetAsync($"b/{token}")).Value("form#reply input[name=formToken]");

        Assert.Equal(400, (await site.PostAsync($"b/{token}/dissent", fields)).Status);
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
        return (round, token, (await site.GetAsync($"b/{token}")).Fields("#abweichend form"));
    }
}
