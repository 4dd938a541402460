using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class ReviewTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_ReplyPage_LeadsToTheReviewAndSubmitsNothingItself()
    {
        var (_, token, _) = await ArrangeAsync();

        var page = (await site.GetAsync($"b/{token}")).Page;

        Assert.NotNull(page.QuerySelector($"form#reply button[value={ReplyActions.Review}]"));
        Assert.Null(page.QuerySelector($"button[value={ReplyActions.Submit}]"));
    }

    [Fact]
    public async Task PostReview_Statement_ShowsItWithWhatIsOpenAndStoresNothing()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["s-p-bbbbbbbb"] = "Object";
        fields["c-p-bbbbbbbb"] = "Zu \"unbestimmt\" <b>";
        fields["overall"] = "Gut so.";

        var answer = await PressAsync(token, fields, ReplyActions.Review);

        Assert.Equal(200, answer.Status);
        Assert.Contains("Absatz 1 ✗ Ablehnung Zu \"unbestimmt\" <b>", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Zu 2 von 3 Absätzen", answer.Words, StringComparison.Ordinal);
        Assert.Equal(["Absatz 2", "Absatz 3"], answer.Page.QuerySelectorAll("button.number").Select(button => button.TextContent));
        Assert.EndsWith("#p-cccccccc", answer.Page.QuerySelector("button.number")!.GetAttribute("formaction"), StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
        Assert.Empty(site.Wakes.Raised);
    }

    [Fact]
    public async Task PostReview_ThenSubmit_StoresWhatWasReviewed()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["s-p-bbbbbbbb"] = "AgreeWithChanges";
        fields["c-p-bbbbbbbb"] = "\n\nBeginnt mit Leerzeilen\r\nund \u00e4ndert";
        fields["w-p-bbbbbbbb"] = "Alle <lernen> gemeinsam.";
        fields["overall"] = "Gut so.";

        var review = await PressAsync(token, fields, ReplyActions.Review);
        var answer = await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit);

        Assert.Equal(303, answer.Status);
        var row = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        var content = StatementContent.FromBytes((await site.Office.Documents.GetAsync(row.Document, default))!);
        Assert.Equal("Gut so.", content.Overall);
        Assert.Equal(
            new ParagraphView { ParagraphId = "p-bbbbbbbb", Stance = Stance.AgreeWithChanges, Comment = "\n\nBeginnt mit Leerzeilen\nund \u00e4ndert", ProposedWording = "Alle <lernen> gemeinsam." },
            Assert.Single(content.Views));
    }

    [Fact]
    public async Task PostReview_ThenBack_HoldsEverything()
    {
        var (_, token, fields) = await ArrangeAsync();
        fields["c-p-bbbbbbbb"] = "Bleibt";

        var review = await PressAsync(token, fields, ReplyActions.Review);
        var form = await PressAsync(token, review.Fields("form#review"), ReplyActions.Edit);

        Assert.Equal("Bleibt", form.Page.QuerySelector("#c-p-bbbbbbbb")!.TextContent);
        Assert.NotNull(form.Page.QuerySelector("form#reply"));
    }

    [Theory]
    [InlineData("", "Fehlanzeige melden")]
    [InlineData("zu lang", "10.001 Zeichen")]
    public async Task PostReview_Faulty_ShowsTheFormWithItsFaults(string text, string fault)
    {
        var (_, token, fields) = await ArrangeAsync();
        fields["overall"] = text.Length == 0 ? "" : new string('x', ReplyForm.LongestText + 1);

        var answer = await PressAsync(token, fields, ReplyActions.Review);

        Assert.Equal(400, answer.Status);
        Assert.Contains(fault, answer.Page.QuerySelector("#fehler")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostSubmit_ReviewTamperedWith_IsCheckedAgain()
    {
        var (roundId, token, fields) = await ArrangeAsync();
        fields["overall"] = "Gut so.";
        var review = (await PressAsync(token, fields, ReplyActions.Review)).Fields("form#review");
        review["overall"] = new string('x', ReplyForm.LongestText + 1);

        Assert.Equal(400, (await PressAsync(token, review, ReplyActions.Submit)).Status);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task PostReview_SecondRound_ListsOnlyNewAndChangedAsOpen()
    {
        var round = await new SampleRound(site).StartAsync();
        await (await (await round.AnswerAsync()).FreezeAsync()).ReturnAsync();
        var (second, draft) = await round.ReviseAsync();
        var token = await site.LinkAsync(second, RoundBuilder.CouncilId(1));
        var page = await site.GetAsync($"b/{token}");
        var fields = page.Fields();
        fields["overall"] = "Besser.";

        var answer = await PressAsync(token, fields, ReplyActions.Review);

        var changed = page.Page.QuerySelectorAll("#neu article.para").Length;
        Assert.Equal(changed, answer.Page.QuerySelectorAll("button.number").Length);
        Assert.Contains($"nichts eingetragen haben: {draft.Commentable.Count() - changed}.", answer.Words, StringComparison.Ordinal);
    }

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields);
    }

    private async Task<(string RoundId, string Token, Dictionary<string, string> Fields)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        return (roundId, token, (await site.GetAsync($"b/{token}")).Fields());
    }
}
