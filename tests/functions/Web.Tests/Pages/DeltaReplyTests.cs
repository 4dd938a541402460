using LipServerless.Domain.Drafts;
using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class DeltaReplyTests : IDisposable
{
    private const string WordsAdded = "zehn am häufigsten";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_FirstRound_ShowsNoDifference()
    {
        var round = await new SampleRound(site).StartAsync();

        var answer = await site.GetAsync($"b/{await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1))}");

        Assert.Empty(answer.Page.QuerySelectorAll("ins, del, .folded, #neu, #entfallen, .earlier"));
    }

    [Fact]
    public async Task Get_SecondRound_NewAndChangedComeFirstEachOnce()
    {
        var (_, answer, draft) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var first = answer.Page.QuerySelectorAll("#neu article.para").Select(card => card.Id!).ToList();

        Assert.NotEmpty(first);
        Assert.Equal("neu", answer.Page.QuerySelector("form#reply section.part")!.Id);
        Assert.All(first, id => Assert.Contains(answer.Page.QuerySelector($"#{id} .badge.new")!.TextContent, (string[])["neu", "geändert"]));
        Assert.Equal(draft.Commentable.Count(), answer.Page.QuerySelectorAll("article.para").Length);
        Assert.Equal(first, answer.Page.QuerySelectorAll(".see-above a").Select(link => link.GetAttribute("href")![1..]));
    }

    [Fact]
    public async Task Get_ChangedParagraph_ShowsDifferenceInstructionAndWhatTheBodySaid()
    {
        var (round, answer, draft) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var card = answer.Page.QuerySelector($"#{round.Id(3)}")!;

        var shown = card.QuerySelector(".difference")!;
        foreach (var spoken in shown.QuerySelectorAll(".visually-hidden").ToList())
            spoken.Remove();
        Assert.Contains("zehn", string.Concat(shown.QuerySelectorAll("ins").Select(ins => ins.TextContent)), StringComparison.Ordinal);
        foreach (var gone in shown.QuerySelectorAll("del").ToList())
            gone.Remove();
        Assert.Equal(draft.Find(round.Id(3))!.Text, shown.TextContent);
        Assert.Contains("Vorgabe 1", card.QuerySelector(".instruction")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("aus Runde 1", card.QuerySelector(".earlier")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Bitte die Sprachen nennen.", card.QuerySelector(".earlier")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(WordsAdded, card.QuerySelector(".plain-wording")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EarlierViews_StandInNoField()
    {
        var (_, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(1));

        Assert.All(answer.Page.QuerySelectorAll("form#reply textarea"), area => Assert.Equal("", area.TextContent));
        Assert.All(answer.Page.QuerySelectorAll("form#reply input[type=radio][checked]"), radio => Assert.Equal("", radio.GetAttribute("value")));
        Assert.Contains("Beirat 1: Insgesamt ein guter Anfang.", answer.Page.QuerySelector("[aria-labelledby=seit-letzter-runde]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnchangedParagraph_IsFoldedButOpenToComment()
    {
        var (round, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var card = answer.Page.QuerySelector($"#{round.Id(5)}")!;

        Assert.False(card.QuerySelector("details")!.HasAttribute("open"));
        Assert.NotNull(card.QuerySelector($"details textarea[name='{FieldNames.Comment(round.Id(5))}']"));
        Assert.Contains("Zu unbestimmt.", card.QuerySelector("details .earlier")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_CommentOnFoldedParagraph_IsShownBackUnfolded()
    {
        var (round, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var fields = answer.Fields();
        fields[FieldNames.Comment(round.Id(5))] = new string('x', ReplyForm.LongestText + 1);
        fields["action"] = ReplyActions.Submit;

        var back = await site.PostAsync(answer.Page.QuerySelector("form#reply")!.GetAttribute("action")!, fields);

        Assert.Equal(400, back.Status);
        Assert.True(back.Page.QuerySelector($"#{round.Id(5)} > details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task Get_BodySilentBefore_SeesAllUnfolded()
    {
        var (_, answer, draft) = await SecondRoundAsync(RoundBuilder.CouncilId(10));

        Assert.Empty(answer.Page.QuerySelectorAll(".folded, .earlier"));
        Assert.Equal(draft.Commentable.Count(), answer.Page.QuerySelectorAll("article.para > fieldset").Length);
        Assert.NotEmpty(answer.Page.QuerySelectorAll("#neu .difference"));
    }

    [Fact]
    public async Task Get_NilReturnBefore_IsAnAnswer()
    {
        var (_, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(7));

        Assert.NotEmpty(answer.Page.QuerySelectorAll(".folded"));
        Assert.Contains("aus Runde 1 Fehlanzeige", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnsweredOnPaperBefore_IsNotSilent()
    {
        var (_, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(8));

        Assert.NotEmpty(answer.Page.QuerySelectorAll(".folded"));
    }

    [Fact]
    public async Task Get_RemovedParagraph_IsListedWithoutFields()
    {
        var (round, answer, draft) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var gone = round.First.Commentable.Where(paragraph => draft.Find(paragraph.Id) is null).ToList();

        Assert.NotEmpty(gone);
        Assert.Equal(gone.Select(paragraph => paragraph.Text), answer.Page.QuerySelectorAll("#entfallen del").Select(del => del.TextContent));
        Assert.Empty(answer.Page.QuerySelectorAll("#entfallen input, #entfallen textarea"));
        Assert.Contains($"Absatz {gone[0].Number} in Runde 1", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnchangedDespiteAnInstruction_IsUnfoldedAndSaysSo()
    {
        var round = await new SampleRound(site).StartAsync();
        await (await (await round.AnswerAsync()).FreezeAsync()).ReturnAsync();
        var decided = await site.Office.ReadAsync(round.RoundId);
        var decision = decided.Decision!;
        await site.Office.PutAsync(round.RoundId, decision with { Instructions = [decision.Instructions[0] with { ParagraphId = round.Id(5) }] });
        var (second, _) = await round.ReviseAsync();

        var answer = await site.GetAsync($"b/{await site.LinkAsync(second, RoundBuilder.CouncilId(1))}");

        Assert.DoesNotContain("folded", answer.Page.QuerySelector($"#{round.Id(5)}")!.ClassName, StringComparison.Ordinal);
        Assert.Contains("Wortlaut ist unverändert", answer.Page.QuerySelector($"#{round.Id(5)}")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AnotherBody_SeesNothingOfWhatOthersSaid()
    {
        var (_, answer, _) = await SecondRoundAsync(RoundBuilder.RoundTableId);

        Assert.DoesNotContain("Beirat 1:", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Bitte die Sprachen nennen.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("bleibt hinter dem Beschluss", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EqualityOfficer_FlaggedFirstThenChangedThenTheRest()
    {
        var (round, answer, draft) = await SecondRoundAsync(RoundBuilder.EqualityId);
        // Flagged in the draft, and what she claimed in the first round.
        var flagged = draft.Commentable.Where(paragraph => paragraph.EqualityRelevant).Select(paragraph => paragraph.Id).Append(round.Id(4)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(["t0", "neu", "entfallen"], answer.Page.QuerySelectorAll("form#reply section.part").Take(3).Select(part => part.Id));
        Assert.Equal(flagged.Order(StringComparer.Ordinal), answer.Page.QuerySelectorAll("#t0 article.para").Select(card => card.Id!).Order(StringComparer.Ordinal));
        Assert.All(answer.Page.QuerySelectorAll("#neu article.para"), card => Assert.NotNull(card.QuerySelector($"input[name='{FieldNames.Claim(card.Id!)}']")));
        Assert.Equal(draft.Commentable.Count(), answer.Page.QuerySelectorAll("article.para").Length);
    }

    [Fact]
    public async Task Post_SecondRound_StoresOnlyWhatIsSaidAnew()
    {
        var (round, answer, _) = await SecondRoundAsync(RoundBuilder.CouncilId(1));
        var fields = answer.Fields();
        fields[FieldNames.Stance(round.Id(3))] = nameof(Stance.Agree);
        fields["action"] = ReplyActions.Submit;

        var receipt = await site.GetAsync((await site.PostAsync(answer.Page.QuerySelector("form#reply")!.GetAttribute("action")!, fields)).Location);

        Assert.Equal(200, receipt.Status);
        Assert.DoesNotContain("Bitte die Sprachen nennen.", receipt.Words, StringComparison.Ordinal);
        Assert.Single(receipt.Page.QuerySelectorAll(".views dt"));
    }

    private async Task<(SampleRound Round, SiteAnswer Answer, Draft Draft)> SecondRoundAsync(string bodyId)
    {
        var round = await new SampleRound(site).StartAsync();
        await (await (await round.AnswerAsync()).FreezeAsync()).ReturnAsync();
        var (second, draft) = await round.ReviseAsync();
        return (round, await site.GetAsync($"b/{await site.LinkAsync(second, bodyId)}"), draft);
    }
}
