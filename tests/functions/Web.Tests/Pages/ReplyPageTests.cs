using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class ReplyPageTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_OpenBody_ShowsWhoWhatAndUntilWhen()
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Integrationsbeirat Mitte", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Runde 1", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Freitag, 10. April 2026, 24:00 Uhr (MESZ)", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Noch nichts abgegeben", answer.Words, StringComparison.Ordinal);
        Assert.Contains("OE 50.6", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Alle Kinder lernen gemeinsam.", answer.Words, StringComparison.Ordinal);
        Assert.Equal(["Absatz 1", "Absatz 2", "Absatz 3"], answer.Page.QuerySelectorAll("article.para h3").Select(h => h.FirstChild!.TextContent.Trim()));
    }

    [Fact]
    public async Task Get_Page_ChangesNothing()
    {
        var (roundId, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        var before = await site.Office.ReadAsync(roundId);

        await site.GetAsync($"b/{token}");
        await site.GetAsync($"b/{token}");

        var after = await site.Office.ReadAsync(roundId);
        Assert.Equal(before.Bodies.Select(body => body.Version), after.Bodies.Select(body => body.Version));
        Assert.Empty(site.Wakes.Raised);
    }

    [Fact]
    public async Task Get_AfterSubmitting_FormHoldsWhatWasSubmitted()
    {
        var (roundId, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Unsere Sicht", stance: Stance.Object));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal("Object", answer.Value("input[name='s-p-bbbbbbbb'][checked]"));
        Assert.Equal("Unsere Sicht", answer.Page.QuerySelector("textarea#overall")!.TextContent);
        Assert.Equal("1", answer.Value("input[name=basedOn]"));
        Assert.NotNull(answer.Page.QuerySelector($"a[href='/b/{token}/receipt/1']"));
    }

    [Fact]
    public async Task Get_PaperStatement_IsListedButNotFilledIntoTheForm()
    {
        var (roundId, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        await site.Office.EnterAsync(roundId, RoundBuilder.CouncilId(1), new DateOnly(2026, 3, 2), TestOffice.Says("Vom Papier"));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal("", answer.Page.QuerySelector("textarea#overall")!.TextContent);
        Assert.Contains("per Brief", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?sprache=en", "en", "Your stance on paragraph 1")]
    [InlineData("", "de", "Ihre Haltung zu Absatz 1")]
    [InlineData("?sprache=xx", "de", "Ihre Haltung zu Absatz 1")]
    public async Task Get_Language_FollowsTheAddress(string query, string language, string words)
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}{query}");

        Assert.Equal(language, answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(words, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ContactPrefersEnglish_PageIsEnglishAndDraftMarkedGerman()
    {
        var builder = RoundBuilder.Full().Reach(new Contact { BodyId = RoundBuilder.CouncilId(1), Emails = ["a@example.org"], Language = "en" });
        var roundId = await site.StartAsync(builder);
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal("en", answer.Page.DocumentElement.GetAttribute("lang"));
        Assert.All(answer.Page.QuerySelectorAll(".para-text"), text => Assert.Equal("de", text.GetAttribute("lang")));
    }

    [Fact]
    public async Task Get_AfterTheDeadline_SaysThatItWillBeLate()
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        site.MoveTo(RoundBuilder.CouncilsUntil.AddDays(1));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Contains("Die Frist ist vorbei. Bis Montag, 27. April 2026, 24:00 Uhr (MESZ)", answer.Words, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector("form#reply"));
    }

    [Fact]
    public async Task Get_AfterTheCollection_HasNoForm()
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        site.MoveTo(new DateOnly(2026, 4, 28));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Null(answer.Page.QuerySelector("form#reply"));
        Assert.Contains("Alle Kinder lernen gemeinsam.", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EqualityOfficer_SeesFlaggedParagraphsFirstAndCanClaimTheOthers()
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.EqualityId);

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal(["p-cccccccc", "p-bbbbbbbb", "p-eeeeeeee"], answer.Page.QuerySelectorAll("article.para").Select(card => card.Id));
        Assert.Equal(["k-p-bbbbbbbb", "k-p-eeeeeeee"], answer.Page.QuerySelectorAll("input[name^='k-']").Select(box => box.GetAttribute("name")));
        Assert.NotNull(answer.Page.QuerySelector("input#notAffected"));
        Assert.Contains("Sprachkurse finden auch am Abend statt.", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EqualityOfficerWithNothingFlagged_IsAskedToConfirmOrClaim()
    {
        var builder = RoundBuilder.Full();
        builder.Draft = builder.Draft with { Paragraphs = [.. builder.Draft.Paragraphs.Select(paragraph => paragraph with { EqualityRelevant = false })] };
        var roundId = await site.StartAsync(builder);
        var token = await site.LinkAsync(roundId, RoundBuilder.EqualityId);

        var answer = await site.GetAsync($"b/{token}");

        Assert.Contains("kein Absatz als gleichstellungsrelevant gekennzeichnet", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Ich bestätige: Kein Absatz", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RoundBuilder.RoundTableId)]
    [InlineData("beirat-02")]
    public async Task Get_AnotherBody_SeesNothingOfTheOthers(string bodyId)
    {
        var (roundId, token) = await ArrangeAsync(bodyId);
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Geheime Sicht"));

        var answer = await site.GetAsync($"b/{token}");

        Assert.DoesNotContain("Geheime Sicht", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Integrationsbeirat Mitte", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SecondRound_ShowsEachInstructionAtItsParagraph()
    {
        var round = await new SampleRound(site).StartAsync();
        await (await round.FreezeAsync()).ReturnAsync();
        var (second, draft) = await round.ReviseAsync();
        var token = await site.LinkAsync(second, RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}");

        Assert.Contains("Vorgabe 1 der Lenkungsgruppe aus Runde 1", answer.Page.QuerySelector($"#{round.Id(3)}")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(draft.Find(round.Id(3)));
        Assert.Contains("Vorgabe 2", answer.Page.QuerySelector("section[aria-labelledby=vorgaben]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_CouncilAfterAdoption_SeesTheJointViewAndMayMarkDissent()
    {
        var round = await new SampleRound(site).StartAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var other = await site.LinkAsync(round.RoundId, RoundBuilder.RoundTableId);
        await round.AdoptAsync();

        var answer = await site.GetAsync($"b/{token}");

        Assert.Contains("Die Beiräte tragen den Entwurf gemeinsam", answer.Words, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector($"button[form=reply][formaction='/b/{token}/dissent']"));
        Assert.DoesNotContain("Die Beiräte tragen den Entwurf gemeinsam", (await site.GetAsync($"b/{other}")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetDraft_OpenLink_IsANumberedTextFile()
    {
        var (_, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}/draft.txt");

        Assert.Equal("text/plain; charset=utf-8", answer.Headers.ContentType);
        Assert.StartsWith("attachment", answer.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Contains("[2] Sprachkurse finden auch am Abend statt. [gleichstellungsrelevant]", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_EarlyClosed_SaysSo()
    {
        var (roundId, token) = await ArrangeAsync(RoundBuilder.CouncilId(1));
        var body = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.PutAsync(roundId, body with { State = BodyState.Closed, ClosedEarly = true, ClosedAt = site.Office.Clock.GetUtcNow(), Result = BodyResult.Expired });

        Assert.Contains("vorzeitig geschlossen", (await site.GetAsync($"b/{token}")).Words, StringComparison.Ordinal);
    }

    private async Task<(string RoundId, string Token)> ArrangeAsync(string bodyId)
    {
        var roundId = await site.StartAsync();
        return (roundId, await site.LinkAsync(roundId, bodyId, LinkKind.Reply));
    }
}
