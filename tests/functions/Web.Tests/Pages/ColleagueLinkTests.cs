using AngleSharp.Dom;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Colleagues;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>"Andere beteiligen": links that a body's contact makes, what each opens, and what none of them does.</summary>
public sealed class ColleagueLinkTests : IDisposable
{
    private const string First = "p-bbbbbbbb";
    private const string Second = "p-eeeeeeee";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Make_ShowsTheLinkOnceAndListsNameAndRole()
    {
        var (roundId, own) = await ArrangeAsync();

        var (answer, link) = await MakeAsync(own, "Ada Adamczyk", ColleagueRole.Comment);
        var page = await site.GetAsync($"b/{own}/links");

        Assert.Equal(200, answer.Status);
        Assert.Equal(200, (await site.GetAsync($"b/{link}")).Status);
        Assert.DoesNotContain(link, page.Body, StringComparison.Ordinal);
        Assert.Contains("Ada Adamczyk Kommentieren Alle Absätze. Erstellt 02.03.2026, 09:00 Uhr", page.Words, StringComparison.Ordinal);
        Assert.Single((await site.Office.ReadAsync(roundId)).ColleagueLinks);
    }

    [Fact]
    public async Task Make_IsInTheLogWithTheNameInTheErasablePartAlone()
    {
        var (roundId, own) = await ArrangeAsync();

        await MakeAsync(own, "Ada Adamczyk", ColleagueRole.Draft);

        var line = (await site.Office.Store.ReadAuditAsync(roundId, default))[^1];
        Assert.Equal((AuditVerb.ColleagueLinkMade, "web"), (line.Entry.Verb, line.Entry.Channel));
        Assert.DoesNotContain("Ada", System.Text.Json.JsonSerializer.Serialize(line.Entry), StringComparison.Ordinal);
        Assert.Equal((RoundBuilder.CouncilId(1), "Ada Adamczyk (Draft)"), (line.Side!.Who, line.Side.Detail));
        Assert.DoesNotContain("Ada", System.Text.Json.JsonSerializer.Serialize((await site.Office.ReadAsync(roundId)).ColleagueLinks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_SentTwice_IsOneLink()
    {
        var (roundId, own) = await ArrangeAsync();
        var fields = Wish(await site.GetAsync($"b/{own}/links"), "Ada", ColleagueRole.Draft);

        var first = LinkOn(await site.PostAsync($"b/{own}/links", fields));
        var second = LinkOn(await site.PostAsync($"b/{own}/links", fields));

        Assert.Equal(first, second);
        Assert.Single((await site.Office.ReadAsync(roundId)).ColleagueLinks);
    }

    [Theory]
    [InlineData("", "Draft", "", "Bitte geben Sie einen Namen an")]
    [InlineData("Ada", "Submit", "", "Bitte wählen Sie, was die Person darf")]
    [InlineData("Ada", "Draft", "einige", "Bitte wählen Sie mindestens einen Absatz")]
    public async Task Make_Faulty_Is400WithTheFaultAndWhatWasTyped(string name, string role, string scope, string fault)
    {
        var (roundId, own) = await ArrangeAsync();
        var fields = Wish(await site.GetAsync($"b/{own}/links"), name, ColleagueRole.Draft);
        fields[ColleagueFields.Role] = role;
        fields[ColleagueFields.Scope] = scope;

        var answer = await site.PostAsync($"b/{own}/links", fields);

        Assert.Equal(400, answer.Status);
        Assert.Contains(fault, answer.Page.QuerySelector("#fehler")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(name, answer.Value($"#{ColleagueFields.Name}"));
        Assert.Empty((await site.Office.ReadAsync(roundId)).ColleagueLinks);
    }

    [Fact]
    public async Task SwitchLanguage_KeepsWhatWasTyped()
    {
        var (_, own) = await ArrangeAsync();
        var fields = Wish(await site.GetAsync($"b/{own}/links"), "Ada", ColleagueRole.Read);
        fields[FieldNames.Action] = ReplyActions.LanguagePrefix + "en";

        var answer = await site.PostAsync($"b/{own}/links", fields);

        Assert.Equal((200, "en", "Ada", "Read"), (answer.Status, answer.Page.DocumentElement.GetAttribute("lang"), answer.Value("#name"), answer.Value("input[name=rolle][checked]")));
    }

    [Fact]
    public async Task Draft_WritesUnderItsNameAndTheContactSeesWho()
    {
        var (_, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada Adamczyk", ColleagueRole.Draft);
        var before = (await site.GetAsync($"b/{own}")).Fields();
        var fields = (await site.GetAsync($"b/{link}")).Fields();
        fields[FieldNames.Comment(First)] = "Von Ada";
        fields[FieldNames.Author] = "Jemand ganz anderes";

        await PressAsync(link, fields, ReplyActions.Save);
        var page = await PressAsync(own, before, ReplyActions.Save);

        Assert.Equal("Von Ada", page.Page.QuerySelector($"#{FieldNames.Comment(First)}")!.TextContent);
        Assert.Contains("geändert von Ada Adamczyk", page.Page.QuerySelector("#draft-notes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zuletzt geschrieben 02.03.2026, 09:00 Uhr", (await site.GetAsync($"b/{own}/links")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_TypedName_IsMarkedAsComingByTheLinkToForward()
    {
        var (roundId, own) = await ArrangeAsync();
        var forward = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Forward);
        var before = (await site.GetAsync($"b/{own}")).Fields();
        var fields = (await site.GetAsync($"b/{forward}")).Fields();
        fields[FieldNames.Comment(First)] = "Von Bob";
        fields[FieldNames.Author] = "Bob";

        await PressAsync(forward, fields, ReplyActions.Save);
        var page = await PressAsync(own, before, ReplyActions.Save);

        Assert.Contains("geändert von Bob (mit dem Link zum Weiterleiten)", page.Page.QuerySelector("#draft-notes")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColleagueRole.Read)]
    [InlineData(ColleagueRole.Comment)]
    [InlineData(ColleagueRole.Draft)]
    public async Task Post_WhatOnlyTheBodysOwnLinkMay_IsRefusedToEveryRole(ColleagueRole role)
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", role);
        var fields = await FieldsOfAsync(roundId, link);
        fields[FieldNames.Comment(First)] = "Abgeben!";
        fields[FieldNames.Publication] = "WithName";

        foreach (var action in (string[])[ReplyActions.Submit, ReplyActions.ConfirmNil, ReplyActions.AskNil, ReplyActions.Review])
            Assert.Equal(403, (await PressAsync(link, fields, action)).Status);
        foreach (var path in (string[])["dissent", "more-time"])
            Assert.Equal(403, (await site.PostAsync($"b/{link}/{path}", fields)).Status);
        Assert.Equal(404, (await site.PostAsync($"b/{link}/links", Wish(await site.GetAsync($"b/{own}/links"), "Eve", ColleagueRole.Draft))).Status);
        Assert.Equal(404, (await site.GetAsync($"b/{link}/links")).Status);
        Assert.Equal(404, (await site.GetAsync($"b/{link}/paper")).Status);

        var round = await site.Office.ReadAsync(roundId);
        Assert.Empty(round.Statements);
        Assert.Single(round.ColleagueLinks);
        Assert.DoesNotContain(await FieldsAsync(roundId), field => field.Field == FieldNames.Publication);
    }

    [Theory]
    [InlineData(ColleagueRole.Read)]
    [InlineData(ColleagueRole.Comment)]
    public async Task PostSave_RoleThatDoesNotDraft_Is403AndStoresNothing(ColleagueRole role)
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", role);
        var fields = await FieldsOfAsync(roundId, link);
        fields[FieldNames.Comment(First)] = "Hineingeschrieben";

        Assert.Equal(403, (await PressAsync(link, fields, ReplyActions.Save)).Status);
        Assert.Equal(403, (await AutosaveAsync(link, fields, FieldNames.Comment(First), "Hineingeschrieben")).Status);

        Assert.Empty(await FieldsAsync(roundId));
    }

    [Fact]
    public async Task Read_ShowsDraftAndWorkingTextAndNoFields()
    {
        var (_, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Read);
        await WriteAsync(own, FieldNames.Comment(First), "Unser Arbeitstext");

        var page = await site.GetAsync($"b/{link}");

        Assert.Contains("Unser Arbeitstext", page.Page.QuerySelector($"#{First} .working-text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dieser Link ist für Ada", page.Words, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("form, textarea, input, button[type=submit]"));
    }

    [Fact]
    public async Task Comment_IsSeenByTheBodyWithNameAndTimeAndNeverSubmitted()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada Adamczyk", ColleagueRole.Comment);

        var answer = await CommentAsync(link, First, "Da fehlt die Schule.");
        var page = await site.GetAsync($"b/{own}");
        var fields = page.Fields();
        fields[FieldNames.Overall] = "Gut.";
        await PressAsync(own, fields, ReplyActions.Submit);

        Assert.Equal(200, answer.Status);
        Assert.Equal("", answer.Page.QuerySelector($"#{FieldNames.Remark(First)}")!.TextContent);
        Assert.Contains("Ada Adamczyk, 02.03.2026, 09:00 Uhr Da fehlt die Schule.", Words(page.Page.QuerySelector($"#{First} .remarks")!), StringComparison.Ordinal);
        var statement = Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
        Assert.DoesNotContain("Schule", System.Text.Encoding.UTF8.GetString((await site.Office.Documents.GetAsync(statement.Document, default))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_AlsoByTheContact_KeepsWhatStandsInTheFields()
    {
        var (_, own) = await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{own}")).Fields();
        fields[FieldNames.Comment(Second)] = "Noch nicht gespeichert";
        fields[FieldNames.Remark(First)] = "Wer weiß mehr?";

        var answer = await PressAsync(own, fields, ReplyActions.Comment);

        Assert.Equal("Noch nicht gespeichert", answer.Page.QuerySelector($"#{FieldNames.Comment(Second)}")!.TextContent);
        Assert.Contains("Wer weiß mehr?", answer.Page.QuerySelector($"#{First} .remarks ul")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_AnotherBody_SeesNothingOfIt()
    {
        var (roundId, own) = await ArrangeAsync();
        await CommentAsync(own, First, "Nur für uns");

        Assert.DoesNotContain("Nur für uns", (await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(2))}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comment_TooLong_IsShownBackWithItsFault()
    {
        var (_, own) = await ArrangeAsync();

        var answer = await CommentAsync(own, First, new string('x', 4001));

        Assert.Equal(4001, answer.Page.QuerySelector($"#{FieldNames.Remark(First)}")!.TextContent.Length);
        Assert.Contains("Dieser Text hat 4.001 Zeichen", answer.Words, StringComparison.Ordinal);
        Assert.Null(answer.Page.QuerySelector($"#{First} .remarks ul"));
    }

    [Fact]
    public async Task Comment_TypedAndNotAdded_SurvivesLanguageReviewAndNil()
    {
        var (_, own) = await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{own}")).Fields();
        fields[FieldNames.Overall] = "Gut.";
        fields[FieldNames.Remark(First)] = "Angefangen";

        var english = await PressAsync(own, fields, ReplyActions.LanguagePrefix + "en");
        var nil = await PressAsync(own, fields, ReplyActions.AskNil);
        var review = await PressAsync(own, fields, ReplyActions.Review);

        Assert.Equal("Angefangen", english.Page.QuerySelector($"#{FieldNames.Remark(First)}")!.TextContent);
        Assert.Equal("Angefangen", nil.Page.QuerySelector($"[name='{FieldNames.Remark(First)}']")!.TextContent);
        Assert.Equal(200, review.Status);
        Assert.Contains("Angefangen", (await site.GetAsync($"b/{own}")).Page.QuerySelector($"#{First} .remarks ul")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplyActions.Review, "Please review")]
    [InlineData(ReplyActions.AskNil, "nil return")]
    public async Task SwitchLanguage_OnReviewAndNilPage_StaysThereWithWhatWasTyped(string action, string words)
    {
        var (roundId, own) = await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{own}")).Fields();
        fields[FieldNames.Overall] = "Gut so.";
        var page = await PressAsync(own, fields, action);

        var english = await PressAsync(own, page.Fields("main form"), page.Value("button[value=sprache-en]"));

        Assert.Equal((200, "en"), (english.Status, english.Page.DocumentElement.GetAttribute("lang")));
        Assert.Contains(words, english.Page.QuerySelector("h1")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Gut so.", english.Fields("main form")[FieldNames.Overall]);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task SwitchLanguage_ForwardedOntoTheReviewPage_ShowsTheForm()
    {
        var (roundId, _) = await ArrangeAsync();
        var forward = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Forward);
        var fields = (await site.GetAsync($"b/{forward}")).Fields();
        fields[FieldNames.Overall] = "Gut so.";
        fields[FieldNames.View] = ReplyViews.Review;

        var answer = await PressAsync(forward, fields, ReplyActions.LanguagePrefix + "en");

        Assert.Empty(answer.Page.QuerySelectorAll($"button[value={ReplyActions.Submit}]"));
        Assert.Equal("Gut so.", answer.Page.QuerySelector("#overall")!.TextContent);
    }

    [Fact]
    public async Task Get_WrittenOnAfterSubmitting_EveryVersionStaysReadable()
    {
        var (_, own) = await ArrangeAsync();
        foreach (var text in (string[])["Erste Fassung", "Zweite Fassung"])
        {
            var fields = (await site.GetAsync($"b/{own}")).Fields();
            fields[FieldNames.Overall] = text;
            await PressAsync(own, fields, ReplyActions.Submit);
        }

        await WriteAsync(own, FieldNames.Overall, "Noch nicht abgegeben");
        var page = await site.GetAsync($"b/{own}");

        Assert.Contains("Seit Fassung 2 wurde weitergeschrieben", page.Page.QuerySelector("[aria-labelledby=fassungen]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Noch nicht abgegeben", page.Page.QuerySelector("#overall")!.TextContent);
        Assert.Contains("Erste Fassung", (await site.GetAsync($"b/{own}/receipt/1")).Words, StringComparison.Ordinal);
        Assert.Contains("Zweite Fassung", (await site.GetAsync($"b/{own}/receipt/2")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveComment_OnesOwnOrByTheContact_AndNobodyElse()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, ada) = await MakeAsync(own, "Ada", ColleagueRole.Comment);
        var (_, bob) = await MakeAsync(own, "Bob", ColleagueRole.Draft);
        var forward = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Forward);
        await CommentAsync(ada, First, "Von Ada");
        await CommentAsync(ada, Second, "Noch eins von Ada");
        var ids = (await NotesAsync(roundId)).Comments.ToDictionary(comment => comment.ParagraphId, comment => comment.CommentId);

        await RemoveAsync(bob, ids[First]);
        await RemoveAsync(forward, ids[First]);
        Assert.Equal(2, (await NotesAsync(roundId)).Comments.Count);
        await RemoveAsync(ada, ids[First]);
        Assert.Equal(Second, Assert.Single((await NotesAsync(roundId)).Comments).ParagraphId);
        await RemoveAsync(own, ids[Second]);
        Assert.Empty((await NotesAsync(roundId)).Comments);
    }

    [Fact]
    public async Task Limited_ReadsAndWritesItsParagraphsAlone()
    {
        var (roundId, own) = await ArrangeAsync();
        await WriteAsync(own, FieldNames.Comment(First), "Zum ersten");
        await WriteAsync(own, FieldNames.Comment(Second), "Zum zweiten");
        await WriteAsync(own, FieldNames.Overall, "Im Ganzen");
        await CommentAsync(own, Second, "Unter uns zum zweiten");
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Draft, First);

        var page = await site.GetAsync($"b/{link}");
        var fields = page.Fields();
        fields[FieldNames.Comment(First)] = "Von Ada zum ersten";
        fields[FieldNames.Comment(Second)] = "Von Ada zum zweiten";
        fields[FieldNames.Overall] = "Von Ada im Ganzen";
        fields[FieldNames.Remark(Second)] = "Kommentar zum zweiten";
        var saved = await PressAsync(link, fields, ReplyActions.Save);

        Assert.Equal("Zum ersten", page.Page.QuerySelector($"#{FieldNames.Comment(First)}")!.TextContent);
        Assert.NotNull(page.Page.QuerySelector($"#{Second}"));
        Assert.Null(page.Page.QuerySelector($"#{FieldNames.Comment(Second)}"));
        foreach (var hidden in (string[])["Zum zweiten", "Im Ganzen", "Unter uns"])
            Assert.DoesNotContain(hidden, page.Body, StringComparison.Ordinal);
        Assert.Contains("gehören zu keinem Absatz", saved.Words, StringComparison.Ordinal);
        var stored = (await FieldsAsync(roundId)).ToDictionary(field => field.Field, field => field.Text);
        Assert.Equal("Von Ada zum ersten", stored[FieldNames.Comment(First)]);
        Assert.Equal("Zum zweiten", stored[FieldNames.Comment(Second)]);
        Assert.Equal("Im Ganzen", stored[FieldNames.Overall]);
        Assert.Single((await NotesAsync(roundId)).Comments);
        Assert.Equal(403, (await AutosaveAsync(link, fields, FieldNames.Comment(Second), "Getippt")).Status);
        Assert.Equal(403, (await AutosaveAsync(link, fields, FieldNames.Overall, "Getippt")).Status);
        Assert.Equal(200, (await AutosaveAsync(link, fields, FieldNames.Comment(First), "Getippt")).Status);
    }

    [Fact]
    public async Task Limited_SubmittedVersions_AreNotShown()
    {
        var (_, own) = await ArrangeAsync();
        var fields = (await site.GetAsync($"b/{own}")).Fields();
        fields[FieldNames.Comment(Second)] = "Abgegeben zum zweiten";
        await PressAsync(own, fields, ReplyActions.Submit);
        var (_, limited) = await MakeAsync(own, "Ada", ColleagueRole.Read, First);
        var (_, whole) = await MakeAsync(own, "Bob", ColleagueRole.Read);

        Assert.Equal(404, (await site.GetAsync($"b/{limited}/receipt/1")).Status);
        Assert.DoesNotContain("Abgegeben zum zweiten", (await site.GetAsync($"b/{limited}")).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await site.GetAsync($"b/{whole}/receipt/1")).Status);
    }

    [Fact]
    public async Task Withdraw_IsDeadAtOnceAndWhatItWroteStays()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Draft);
        await WriteAsync(link, FieldNames.Comment(First), "Von Ada");
        var open = (await site.GetAsync($"b/{link}")).Fields();
        var page = await site.GetAsync($"b/{own}/links");
        var fields = page.Fields();
        fields[FieldNames.Action] = page.Value("button[value^=withdraw-]");

        var answer = await site.PostAsync($"b/{own}/links", fields);

        Assert.Contains("ab sofort ungültig", answer.Words, StringComparison.Ordinal);
        Assert.Contains("zurückgezogen", answer.Page.QuerySelector(".colleague-list")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(410, (await site.GetAsync($"b/{link}")).Status);
        open[FieldNames.Comment(First)] = "Noch einmal";
        var late = await PressAsync(link, open, ReplyActions.Save);
        Assert.Equal(410, late.Status);
        Assert.Contains("Noch einmal", late.Words, StringComparison.Ordinal);
        Assert.Equal(410, (await AutosaveAsync(link, open, FieldNames.Comment(First), "x")).Status);
        Assert.Equal("Von Ada", (await site.GetAsync($"b/{own}")).Page.QuerySelector($"#{FieldNames.Comment(First)}")!.TextContent);
        Assert.Equal(AuditVerb.ColleagueLinkWithdrawn, (await site.Office.Store.ReadAuditAsync(roundId, default))[^1].Entry.Verb);
    }

    [Fact]
    public async Task Withdraw_AnotherBodysLink_IsRefused()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Draft);
        var other = await site.LinkAsync(roundId, RoundBuilder.CouncilId(2));
        var fields = (await site.GetAsync($"b/{other}/links")).Fields();
        fields[FieldNames.Action] = ColleagueFields.WithdrawPrefix + (await site.Office.ReadAsync(roundId)).ColleagueLinks[0].LinkId;

        Assert.Equal(409, (await site.PostAsync($"b/{other}/links", fields)).Status);
        Assert.Equal(200, (await site.GetAsync($"b/{link}")).Status);
    }

    [Fact]
    public async Task BodysOwnLinkRevoked_ColleaguesLinksDieToo()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Draft);
        var body = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.PutAsync(roundId, body with { LinkGeneration = 2 });

        Assert.Equal(410, (await site.GetAsync($"b/{link}")).Status);
        Assert.Contains("weil Ihr eigener Link erneuert wurde", (await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), generation: 2)}/links")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoundOver_ColleaguesLinkIs410()
    {
        var (roundId, own) = await ArrangeAsync();
        var (_, link) = await MakeAsync(own, "Ada", ColleagueRole.Draft);
        var round = await site.Office.ReadAsync(roundId);
        await site.Office.PutAsync(roundId, round.Round with { State = RoundState.Accepted });

        Assert.Equal(410, (await site.GetAsync($"b/{link}")).Status);
        Assert.Equal(410, (await site.GetAsync($"b/{own}/links")).Status);
    }

    [Fact]
    public async Task Renew_MakesTheOldLinkToForwardDeadAndShowsTheNew()
    {
        var (roundId, own) = await ArrangeAsync();
        var forward = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1), LinkKind.Forward);
        var page = await site.GetAsync($"b/{own}/links");
        Assert.EndsWith(forward, page.Value("#weiter-link"), StringComparison.Ordinal);
        var fields = page.Fields();
        fields[FieldNames.Action] = ColleagueFields.Renew;

        var answer = await site.PostAsync($"b/{own}/links", fields);
        var again = await site.PostAsync($"b/{own}/links", fields);

        var renewed = answer.Value("#weiter-link").Split('/')[^1];
        Assert.Equal(410, (await site.GetAsync($"b/{forward}")).Status);
        Assert.Equal(200, (await site.GetAsync($"b/{renewed}")).Status);
        Assert.EndsWith(renewed, again.Value("#weiter-link"), StringComparison.Ordinal);
        Assert.Equal(AuditVerb.ForwardLinkRenewed, (await site.Office.Store.ReadAuditAsync(roundId, default))[^1].Entry.Verb);
    }

    [Fact]
    public async Task Post_WithoutFormToken_ChangesNothing()
    {
        var (roundId, own) = await ArrangeAsync();
        var fields = Wish(await site.GetAsync($"b/{own}/links"), "Ada", ColleagueRole.Draft);
        fields["formToken"] = (await site.GetAsync($"b/{own}")).Value("form#reply input[name=formToken]");

        var answer = await site.PostAsync($"b/{own}/links", fields);

        Assert.Equal(400, answer.Status);
        Assert.Equal("Ada", answer.Value("#name"));
        Assert.Empty((await site.Office.ReadAsync(roundId)).ColleagueLinks);
    }

    [Fact]
    public async Task AfterTheCollection_NothingCanBeMadeAndCommentsAreStillRead()
    {
        var (_, own) = await ArrangeAsync();
        var wish = Wish(await site.GetAsync($"b/{own}/links"), "Ada", ColleagueRole.Draft);
        await CommentAsync(own, First, "Unter uns");
        site.MoveTo(new DateOnly(2026, 4, 28));

        Assert.Contains("Unter uns", (await site.GetAsync($"b/{own}")).Page.QuerySelector("[aria-labelledby=untereinander]")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await site.GetAsync($"b/{own}/links")).Page.QuerySelector("form"));
        Assert.Equal(409, (await site.PostAsync($"b/{own}/links", wish)).Status);
    }

    [Fact]
    public async Task Forget_NamesAndCommentsGoWithTheWorkingDraft()
    {
        var (roundId, own) = await ArrangeAsync();
        await MakeAsync(own, "Ada Adamczyk", ColleagueRole.Draft);
        await CommentAsync(own, First, "Unter uns");

        await site.Office.Drafts.ForgetAsync(roundId, default);

        Assert.Equal(0, site.Office.Drafts.Count);
        var page = await site.GetAsync($"b/{own}/links");
        Assert.DoesNotContain("Ada", page.Body, StringComparison.Ordinal);
        Assert.Contains("Name gelöscht", page.Words, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Wish(SiteAnswer page, string name, ColleagueRole role)
    {
        var fields = page.Fields();
        fields.Remove("");
        fields[ColleagueFields.Name] = name;
        fields[ColleagueFields.Role] = role.ToString();
        fields[FieldNames.Action] = ColleagueFields.Make;
        return fields;
    }

    private static string LinkOn(SiteAnswer answer) => answer.Value("#neuer-link").Split('/')[^1];

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<(SiteAnswer Answer, string Token)> MakeAsync(string own, string name, ColleagueRole role, params string[] paragraphs)
    {
        var fields = Wish(await site.GetAsync($"b/{own}/links"), name, role).ToList();
        if (paragraphs.Length > 0)
        {
            fields.RemoveAll(field => field.Key == ColleagueFields.Scope);
            fields.Add(new(ColleagueFields.Scope, ColleagueFields.Some));
            fields.AddRange(paragraphs.Select(paragraph => new KeyValuePair<string, string>(ColleagueFields.Paragraph, paragraph)));
        }

        var answer = await site.PostAsync($"b/{own}/links", fields);
        return (answer, LinkOn(answer));
    }

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action)
    {
        fields[FieldNames.Action] = action;
        return site.PostAsync($"b/{token}", fields);
    }

    private async Task<SiteAnswer> WriteAsync(string token, string field, string text)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[field] = text;
        return await PressAsync(token, fields, ReplyActions.Save);
    }

    private async Task<SiteAnswer> CommentAsync(string token, string paragraph, string text)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Remark(paragraph)] = text;
        return await PressAsync(token, fields, ReplyActions.Comment);
    }

    private async Task RemoveAsync(string token, string commentId) =>
        await PressAsync(token, (await site.GetAsync($"b/{token}")).Fields(), ReplyActions.RemoveCommentPrefix + commentId);

    private Task<SiteAnswer> AutosaveAsync(string token, Dictionary<string, string> page, string field, string text) => site.PostAsync(
        $"b/{token}/draft",
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            formToken = page["formToken"],
            session = page[FieldNames.Session],
            language = "de",
            seen = page[FieldNames.Seen],
            fields = new Dictionary<string, string> { [field] = text },
        }),
        "application/json");

    // Also where the page has no form: then what a crafted request would hold.
    private async Task<Dictionary<string, string>> FieldsOfAsync(string roundId, string token)
    {
        var link = site.Office.Links.All.Single(link => link.TokenHash == Domain.Links.LinkToken.Hash(token) && link.RoundId == roundId);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["formToken"] = new LipServerless.Web.Pages.Access.FormToken(site.Office.Secret).For(link, ReplyPageReader.ReplyPurpose),
            [FieldNames.Session] = "0123456789abcdef",
            [FieldNames.Seen] = "",
        };
    }

    private Task<IReadOnlyList<DraftFieldRecord>> FieldsAsync(string roundId) => site.Office.Drafts.ReadAsync(roundId, RoundBuilder.CouncilId(1), default);

    private Task<ColleagueNotes> NotesAsync(string roundId) => site.Office.Drafts.ReadNotesAsync(roundId, RoundBuilder.CouncilId(1), default);

    private async Task<(string RoundId, string Own)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        return (roundId, await site.LinkAsync(roundId, RoundBuilder.CouncilId(1)));
    }
}
