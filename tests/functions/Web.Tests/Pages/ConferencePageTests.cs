using AngleSharp.Dom;
using LipServerless.Domain.Statements;
using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Pages.Reply.Conference;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>The conference's workspace as its delegates use it, without script.</summary>
public sealed class ConferencePageTests : IDisposable
{
    private const string Paragraph = "p-bbbbbbbb";
    private const string Other = "p-eeeeeeee";

    private readonly PublicSite site = new();
    private string roundId = "";
    private string token = "";

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_BeforeTheCouncilsHaveEnded_ShowsTheDraftWhoIsInAndNoView()
    {
        await StartAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Frühe Sicht"));
        await site.Office.SubmitNilAsync(roundId, RoundBuilder.CouncilId(2));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Alle Kinder lernen gemeinsam.", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Was die Beiräte sagen, sehen Sie hier ab Freitag, 10. April 2026, 24:00 Uhr (MESZ).", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Frühe Sichten sollen spätere nicht lenken", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Bisher haben 2 von 11 Beiräten geantwortet. Die Beiräte haben noch 39 Tage.", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Frühe Sicht.", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(TestOffice.Says("Frühe Sicht").Overall!, answer.Words.Replace("Frühe Sichten", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // Not even that one of them has nothing to say: that is a view, too.
        Assert.DoesNotContain("Fehlanzeige", answer.Words, StringComparison.Ordinal);
        Assert.Null(answer.Page.QuerySelector("form#reply"));
    }

    [Fact]
    public async Task Get_OneCouncilHasMoreTime_ShowsNoViewUntilItHasEndedToo()
    {
        await StartAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Frühe Sicht", stance: Stance.Object));
        await site.OpenConferenceAsync(roundId);
        var late = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(2));
        await site.Office.PutAsync(roundId, late with { State = BodyState.Open, Deadline = late.Deadline.AddDays(5) });

        Assert.DoesNotContain("Frühe Sicht", (await site.GetAsync($"b/{token}")).Words.Replace("Frühe Sichten", "", StringComparison.Ordinal), StringComparison.Ordinal);

        site.MoveTo(RoundBuilder.CouncilsUntil.AddDays(6));
        Assert.Contains("Frühe Sicht", (await site.GetAsync($"b/{token}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Workspace_EveryCouncilIsAccountedForAndEveryCountNamesItsBase()
    {
        await ArrangeAsync();

        var answer = await site.GetAsync($"b/{token}");
        var card = answer.Page.QuerySelector($"#{Paragraph}")!;
        var words = Words(card);

        Assert.Contains("Zustimmung 2 von 11 Beiräten", words, StringComparison.Ordinal);
        Assert.Contains("Zustimmung mit Änderungen 1 von 11 Beiräten", words, StringComparison.Ordinal);
        Assert.Contains("Ablehnung 1 von 11 Beiräten", words, StringComparison.Ordinal);
        Assert.Contains("Zu diesem Absatz nichts gesagt (1 von 11): Misburg-Anderten", words, StringComparison.Ordinal);
        Assert.Contains("Fehlanzeige (1 von 11): Südstadt-Bult", words, StringComparison.Ordinal);
        Assert.Contains("Nur verspätet, nicht mitgezählt (1 von 11): Döhren-Wülfel", words, StringComparison.Ordinal);
        Assert.Contains("Keine Antwort in der Frist (4 von 11)", words, StringComparison.Ordinal);
        Assert.Contains("verspätet, nicht mitgezählt", words, StringComparison.Ordinal);
        // Objections stand first.
        Assert.Equal(["Object", "AgreeWithChanges", "Agree", "Agree", "Agree"], card.QuerySelectorAll("li.row").Select(row => row.GetAttribute("data-stance")));
        Assert.Contains("Ablehnung dabei", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Fehlanzeige melden", answer.Words, StringComparison.Ordinal);
        Assert.Contains("5 von 11 haben Stellung genommen", answer.Words, StringComparison.Ordinal);
        Assert.Contains("13 Tage bis zu Ihrer Frist", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Matrix_HasARowForEachParagraphAndAColumnForEachCouncil()
    {
        await ArrangeAsync();

        var matrix = (await site.GetAsync($"b/{token}")).Page.QuerySelector(".matrix table")!;

        Assert.Equal(13, matrix.QuerySelectorAll("thead th").Length);
        Assert.Equal(3, matrix.QuerySelectorAll("tbody tr").Length);
        Assert.All(matrix.QuerySelectorAll("tbody tr"), row => Assert.Equal(12, row.QuerySelectorAll("td").Length));
        Assert.Equal($"#{Paragraph}", matrix.QuerySelector("tbody th a")!.GetAttribute("href"));
        Assert.Contains("Fehlanzeige", matrix.QuerySelectorAll("thead th")[6].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CouncilWording_IsShownAsDifferenceToTheDraft()
    {
        await ArrangeAsync();

        var row = (await site.GetAsync($"b/{token}")).Page.QuerySelector($"#{Paragraph} li.row.agreewithchanges")!;

        Assert.Contains("ganztags", row.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_FillsTheJointViewKeepsWhatStoodThereAndSubmitsNothing()
    {
        await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Comment(Paragraph)] = "Mühsam geschrieben";
        fields[FieldNames.Overall] = "Gesamt";

        var answer = await PressAsync(fields, BundleAction.Adopt(Paragraph, RoundBuilder.CouncilId(3)));

        Assert.Equal(200, answer.Status);
        var after = answer.Fields();
        Assert.Equal("AgreeWithChanges", after[FieldNames.Stance(Paragraph)]);
        Assert.Equal("Bitte ergänzen.", Typed(after[FieldNames.Comment(Paragraph)]));
        Assert.Equal("Alle Kinder lernen ganztags gemeinsam.", Typed(after[FieldNames.Wording(Paragraph)]));
        Assert.Equal("Gesamt", Typed(after[FieldNames.Overall]));
        Assert.NotNull(answer.Page.QuerySelector($"#{Paragraph} input[name='{FieldNames.Sources(Paragraph)}'][value='{RoundBuilder.CouncilId(3)}'][checked]"));
        Assert.Contains("Mühsam geschrieben", answer.Page.QuerySelector($"#{Paragraph} .kept")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Übernommen: die Sicht von Bothfeld-Vahrenheide", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain((await site.Office.ReadAsync(roundId)).Statements, statement => statement.BodyId == RoundBuilder.ConferenceId);
        // Saved: another window of the conference sees it.
        Assert.Equal("Bitte ergänzen.", Typed((await site.GetAsync($"b/{token}")).Fields()[FieldNames.Comment(Paragraph)]));
    }

    [Fact]
    public async Task Merge_TickedViews_AreJoinedWithTheirSourcesAndStoredOnAdoption()
    {
        await ArrangeAsync();
        var page = await site.GetAsync($"b/{token}");
        var fields = page.Fields().ToList();
        fields.Add(new(FieldNames.Sources(Paragraph), RoundBuilder.CouncilId(3)));
        fields.Add(new(FieldNames.Sources(Paragraph), RoundBuilder.CouncilId(4)));

        var merged = await PressAsync(fields, BundleAction.Merge(Paragraph));

        var after = merged.Fields();
        Assert.Equal(
            "Integrationsbeirat Bothfeld-Vahrenheide: Bitte ergänzen.\n\nIntegrationsbeirat Buchholz-Kleefeld: Das lehnen wir ab.",
            Order(Typed(after[FieldNames.Comment(Paragraph)])));
        Assert.Equal("", after[FieldNames.Stance(Paragraph)]);
        Assert.Contains("Die Haltungen gehen auseinander", merged.Words, StringComparison.Ordinal);

        var submitted = after.ToList();
        submitted.RemoveAll(field => field.Key == FieldNames.Sources(Paragraph));
        foreach (var box in merged.Page.QuerySelectorAll($"input[name='{FieldNames.Sources(Paragraph)}'][checked]"))
            submitted.Add(new(FieldNames.Sources(Paragraph), box.GetAttribute("value")!));
        submitted.RemoveAll(field => field.Key == FieldNames.Stance(Paragraph));
        submitted.Add(new(FieldNames.Stance(Paragraph), "AgreeWithChanges"));
        var review = await PressAsync(submitted, ReplyActions.Review);
        Assert.Contains("Hier sehen es Beiräte anders", review.Words, StringComparison.Ordinal);
        Assert.Contains("anders 3 von 11 Beiräten", review.Words, StringComparison.Ordinal);
        var confirmed = review.Fields("form#review");
        confirmed[FieldNames.Action] = ReplyActions.Submit;
        Assert.Equal(303, (await site.PostAsync($"b/{token}", confirmed)).Status);

        var version = Assert.Single((await site.Office.ReadAsync(roundId)).Statements, statement => statement.BodyId == RoundBuilder.ConferenceId);
        var content = StatementContent.FromBytes((await site.Office.Documents.GetAsync(version.Document, default))!);
        Assert.Equal([RoundBuilder.CouncilId(3), RoundBuilder.CouncilId(4)], Assert.Single(content.Views).Sources!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Merge_NothingTicked_SaysWhatToDoAndChangesNothing()
    {
        await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Comment(Paragraph)] = "Eigener Text";

        var answer = await PressAsync(fields, BundleAction.Merge(Paragraph));

        Assert.Contains("Bitte kreuzen Sie zuerst an", answer.Words, StringComparison.Ordinal);
        Assert.Equal("Eigener Text", Typed(answer.Fields()[FieldNames.Comment(Paragraph)]));
    }

    [Fact]
    public async Task Overall_IsAddedBelowWithItsSource()
    {
        await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Overall] = "Wir meinen:";

        var answer = await PressAsync(fields, BundleAction.Overall(RoundBuilder.CouncilId(4)));

        Assert.Equal("Wir meinen:\n\nIntegrationsbeirat Buchholz-Kleefeld: So nicht.", Typed(answer.Fields()[FieldNames.Overall]));
    }

    [Fact]
    public async Task Adopt_CraftedBeforeTheCouncilsHaveEnded_RevealsNothing()
    {
        await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        var council = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(9));
        await site.Office.PutAsync(roundId, council with { State = BodyState.Open, Deadline = council.Deadline.AddDays(9) });

        var answer = await PressAsync(fields, BundleAction.Adopt(Paragraph, RoundBuilder.CouncilId(3)));

        Assert.DoesNotContain("Bitte ergänzen.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_ByACouncil_RevealsNothing()
    {
        await ArrangeAsync();
        var council = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(9));
        await site.Office.PutAsync(roundId, council with { State = BodyState.Open, Deadline = council.Deadline.AddDays(9) });
        token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(9));

        var answer = await PressAsync((await site.GetAsync($"b/{token}")).Fields(), BundleAction.Adopt(Paragraph, RoundBuilder.CouncilId(3)));

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Bitte ergänzen.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_CouncilsWantChangesAndTheJointViewIsSilent_SaysSo()
    {
        await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Overall] = "Gesamt";

        var review = await PressAsync(fields, ReplyActions.Review);

        Assert.Contains("Zu einem Absatz wünschen Beiräte Änderungen oder lehnen ab, die gemeinsame Stellungnahme schweigt: Absatz 1", review.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterTheCollection_ShowsViewsAndJointViewWithoutButtons()
    {
        await ArrangeAsync();
        await site.Office.SubmitAsync(roundId, RoundBuilder.ConferenceId, TestOffice.Says("Gemeinsam", Paragraph, Stance.Object));
        site.MoveTo(RoundBuilder.ConferenceUntil.AddDays(30));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Contains("Zu p-bbbbbbbb: Gemeinsam", Words(answer.Page.QuerySelector($"#{Paragraph} .joint-desk")!), StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("main button, main input, main textarea"));
    }

    [Fact]
    public async Task Get_SecondRound_ShowsTheOwnJointViewOfTheFirst()
    {
        var round = await new SampleRound(site).StartAsync();
        await (await (await round.AnswerAsync()).AdoptAsync()).FreezeAsync();
        await round.ReturnAsync();
        (roundId, _) = await round.ReviseAsync();
        foreach (var council in (await site.Office.ReadAsync(roundId)).Councils.ToList())
            await site.Office.PutAsync(roundId, council with { State = BodyState.Closed, Result = BodyResult.Expired });
        await site.OpenAsync(roundId, RoundBuilder.ConferenceId);
        token = await site.LinkAsync(roundId, RoundBuilder.ConferenceId);

        var answer = await site.GetAsync($"b/{token}");

        var card = answer.Page.QuerySelector($"#{round.Id(3)}")!;
        Assert.Contains("Die Sprachen sollen genannt werden.", card.QuerySelector(".earlier")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(card.QuerySelector("ins"));
        Assert.Contains("Vorgabe 1", Words(card), StringComparison.Ordinal);
        Assert.Equal("neu", answer.Page.QuerySelector("form#reply section.part")!.Id);
        Assert.Contains("Von 11 Beiräten hat keiner diesen Absatz bewertet.", Words(card), StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        roundId = await site.StartAsync();
        token = await site.LinkAsync(roundId, RoundBuilder.ConferenceId);
    }

    /// <summary>Two agree, one wants changes, one objects, one speaks of another paragraph, one has nothing to say, one is late, four are silent.</summary>
    private async Task ArrangeAsync()
    {
        await StartAsync();
        var office = site.Office;
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), new StatementContent { Views = [new() { ParagraphId = Paragraph, Stance = Stance.Agree }] });
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(2), new StatementContent { Views = [new() { ParagraphId = Paragraph, Stance = Stance.Agree }] });
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(3), new StatementContent
        {
            Views = [new() { ParagraphId = Paragraph, Stance = Stance.AgreeWithChanges, Comment = "Bitte ergänzen.", ProposedWording = "Alle Kinder lernen ganztags gemeinsam." }],
        });
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(4), new StatementContent
        {
            Overall = "So nicht.",
            Views = [new() { ParagraphId = Paragraph, Stance = Stance.Object, Comment = "Das lehnen wir ab." }],
        });
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(5), new StatementContent { Views = [new() { ParagraphId = Other, Stance = Stance.Agree }] });
        await office.SubmitNilAsync(roundId, RoundBuilder.CouncilId(6));
        await site.OpenConferenceAsync(roundId);
        await office.SubmitAsync(roundId, RoundBuilder.CouncilId(7), TestOffice.Says("Zu spät", Paragraph, Stance.Agree));
    }

    private Task<SiteAnswer> PressAsync(IEnumerable<KeyValuePair<string, string>> fields, string action) =>
        site.PostAsync($"b/{token}", [.. fields.Where(field => field.Key != FieldNames.Action), new(FieldNames.Action, action)]);

    private static string Typed(string text) => text.ReplaceLineEndings("\n").TrimStart('\n');

    private static string Order(string text) => string.Join("\n\n", text.Split("\n\n").Order(StringComparer.Ordinal));

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
