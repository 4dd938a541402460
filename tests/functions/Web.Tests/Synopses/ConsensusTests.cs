using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Pages.Synopses;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using LipServerless.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Synopses;

public sealed class ConsensusTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void Voices_Bundled_AreTheJointViewAndTheOthers()
    {
        var consensus = new Consensus(Sample(Bundling.Bundled, Entry("konferenz", BodyKind.DelegateConference, Stance.Agree), Entry("b1", BodyKind.IntegrationCouncil, Stance.Object)));

        Assert.Equal(2, consensus.Voices);
        Assert.Equal(2, consensus.Councils);
        var row = Assert.Single(consensus.Rows);
        Assert.Equal(new StanceCounts(1, 0, 0, 0, 1, 2), row.Voices);
        Assert.Equal(new StanceCounts(0, 0, 1, 0, 1, 2), row.Councils);
        Assert.Equal(ConsensusState.NoObjection, row.State);
    }

    [Fact]
    public void Voices_Unbundled_AreTheCouncilsSingly()
    {
        var consensus = new Consensus(Sample(Bundling.Unbundled, Entry("b1", BodyKind.IntegrationCouncil, Stance.Object)));

        Assert.Equal(3, consensus.Voices);
        Assert.Equal(ConsensusState.Objected, consensus.Rows[0].State);
        Assert.Equal(2, consensus.Rows[0].Voices.Silent);
    }

    [Theory]
    [InlineData(Stance.NoView)]
    [InlineData(null)]
    public void State_NoViewOrCommentOnly_IsNeverAgreement(Stance? stance)
    {
        var consensus = new Consensus(Sample(Bundling.NotAsked, Entry("rt", BodyKind.RoundTable, stance)));

        Assert.Equal(ConsensusState.NothingSaid, consensus.Rows[0].State);
    }

    [Fact]
    public void Count_BodyWithTwoStatementsThatAgree_CountsOnce()
    {
        var entry = Entry("rt", BodyKind.RoundTable, Stance.Agree);

        Assert.Equal(1, new Consensus(Sample(Bundling.NotAsked, entry, entry with { ReceiptNumber = "2" })).Rows[0].Voices.Agree);
    }

    [Fact]
    public void Count_NotAffected_IsNeitherSilenceNorAStance()
    {
        var sample = Sample(Bundling.NotAsked, Entry("b1", BodyKind.IntegrationCouncil, Stance.Agree));
        var officer = new SynopsisBody { BodyId = "gb", Name = "Gleichstellungsbeauftragte", Kind = BodyKind.EqualityOfficer, Result = BodyResult.Received, NotAffected = true };
        sample = sample with { Bodies = [.. sample.Bodies, officer] };

        Assert.Equal(new StanceCounts(1, 0, 0, 0, 2, 4, NotAffected: 1), new Consensus(sample).Rows[0].Voices);
        // What is flagged or claimed is not "the rest": of that she has said nothing.
        Assert.Equal((3, 0), Silence(paragraph => paragraph with { EqualityRelevant = true }));
        Assert.Equal((3, 0), Silence(paragraph => paragraph with { EqualityClaimed = true }));
        Assert.Equal((2, 1), Silence(paragraph => paragraph with { EqualityRelevant = true, Entries = [.. paragraph.Entries, Entry("gb", BodyKind.EqualityOfficer, null) with { NotAffected = true }] }));

        (int, int) Silence(Func<SynopsisParagraph, SynopsisParagraph> change)
        {
            var counts = new Consensus(sample with { Paragraphs = [change(sample.Paragraphs[0])] }).Rows[0].Voices;
            return (counts.Silent, counts.NotAffected);
        }
    }

    [Fact]
    public async Task View_Equality_TellsNotAffectedNilReturnAndSilenceApart()
    {
        var officer = new SynopsisBody { BodyId = "gb", Name = "Gleichstellungsbeauftragte", Kind = BodyKind.EqualityOfficer, Result = BodyResult.Expired };
        async Task<string> WordsAsync(SynopsisBody body)
        {
            var sample = Sample(Bundling.NotAsked, Entry("b1", BodyKind.IntegrationCouncil, Stance.Agree));
            return (await RenderAsync(sample with { Bodies = [.. sample.Bodies, body] })).Page.QuerySelector("section[aria-labelledby=gleichstellung]")!.TextContent;
        }

        Assert.Contains("hat in der Frist nicht geantwortet", await WordsAsync(officer), StringComparison.Ordinal);
        Assert.Contains("hat Fehlanzeige gemeldet", await WordsAsync(officer with { Result = BodyResult.NilReturn }), StringComparison.Ordinal);
        Assert.Contains("hat festgehalten", await WordsAsync(officer with { Result = BodyResult.Received, NotAffected = true }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_Bundled_BeginsWithTheJointViewVerbatimAndTheDissents()
    {
        var round = await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync();
        var synopsis = System.Text.Json.JsonSerializer.Deserialize<Synopsis>((await site.Office.Documents.GetAsync("synopsis.json", default))!)!;

        var headings = (await RenderAsync(synopsis)).Page.QuerySelectorAll(".synopsis h2").Select(heading => heading.TextContent.Trim()).ToList();
        var words = (await RenderAsync(synopsis)).Page.QuerySelector(".joint-view")!.TextContent;

        Assert.Equal(["Gemeinsame Stellungnahme der Integrationsbeiräte", "Von der gemeinsamen Sicht abweichende Beiräte: 1 von 11", "Konsens auf einen Blick"], headings[1..4]);
        Assert.Contains("Die Beiräte tragen den Entwurf gemeinsam, wenn Absatz 3 und 5 geändert werden.", words, StringComparison.Ordinal);
        Assert.Equal(31, round.First.Commentable.Count());
    }

    [Fact]
    public async Task View_Unbundled_SaysSoAndEveryPercentageNamesItsBase()
    {
        var answer = await RenderAsync(Sample(Bundling.Unbundled, Entry("b1", BodyKind.IntegrationCouncil, Stance.Object)));

        Assert.Contains("ungebündelt", answer.Words, StringComparison.Ordinal);
        Assert.Contains("2 von 4 befragten Gremien haben Stellung genommen (50 % der befragten)", answer.Words, StringComparison.Ordinal);
        Assert.Contains("1 von 3", answer.Words, StringComparison.Ordinal);
        foreach (var part in answer.Words.Split('%').SkipLast(1))
            Assert.Matches(@"\d+ von \d+ [^.]*$", part);
    }

    [Fact]
    public async Task View_Bundled_ShowsJointViewFirstAndDissentingCouncilsBeneath()
    {
        var round = await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync();
        var synopsis = System.Text.Json.JsonSerializer.Deserialize<Synopsis>((await site.Office.Documents.GetAsync("synopsis.json", default))!)!;

        var answer = await RenderAsync(synopsis);

        var row = answer.Page.QuerySelector($"#syn-{round.Id(3)}")!;
        Assert.Equal(
            ["Delegiertenkonferenz der Integrationsbeiräte", "Integrationsbeirat Vahrenwald-List", "Runder Tisch für Gleichberechtigung und gegen Rassismus"],
            row.QuerySelectorAll(".entries > .entry .who strong").Select(name => name.TextContent));
        Assert.Contains("abweichend", row.QuerySelector(".entry.indented")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, row.QuerySelectorAll("details .entry").Length);
        Assert.Contains("Von der gemeinsamen Sicht abweichende Beiräte: 1 von 11", answer.Words, StringComparison.Ordinal);
        Assert.Contains(synopsis.DraftHash, answer.Words, StringComparison.Ordinal);
    }

    private async Task<SiteAnswer> RenderAsync(Synopsis synopsis)
    {
        var scope = new PageScope(TextCatalog.German, site.Services.GetRequiredService<SitePaths>());
        RenderFragment content = builder =>
        {
            builder.OpenComponent<SynopsisView>(0);
            builder.AddComponentParameter(1, nameof(SynopsisView.Synopsis), synopsis);
            builder.AddComponentParameter(2, nameof(SynopsisView.Zone), "Europe/Berlin");
            builder.CloseComponent();
        };
        var html = await site.Services.GetRequiredService<PageRenderer>().RenderAsync<PageLayout>(
            new Dictionary<string, object?> { ["Scope"] = scope, ["Title"] = "Synopse", ["ChildContent"] = content });
        return new SiteAnswer(200, html, new Microsoft.AspNetCore.Http.HeaderDictionary());
    }

    private static SynopsisEntry Entry(string id, BodyKind kind, Stance? stance) =>
        new() { BodyId = id, BodyName = id, BodyKind = kind, ReceiptNumber = "1", Stance = stance, Comment = "Anmerkung" };

    private static Synopsis Sample(Bundling bundling, params SynopsisEntry[] entries) => new()
    {
        RoundId = "r",
        RoundNumber = 1,
        Title = "Titel",
        DraftTitle = "Entwurf",
        DraftHash = "abc",
        FrozenAt = new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero),
        Bundling = bundling,
        Counts = new SynopsisCounts { Asked = 4, Web = 2, Nil = 1, Expired = 1 },
        Paragraphs = [new SynopsisParagraph { ParagraphId = "p-aaaaaaaa", Number = 1, Text = "Text", Entries = entries }],
        Bodies =
        [
            new SynopsisBody { BodyId = "konferenz", Name = "Konferenz", Kind = BodyKind.DelegateConference, Result = BodyResult.Received },
            new SynopsisBody { BodyId = "b1", Name = "Beirat 1", Kind = BodyKind.IntegrationCouncil, Result = BodyResult.Received },
            new SynopsisBody { BodyId = "b2", Name = "Beirat 2", Kind = BodyKind.IntegrationCouncil, Result = BodyResult.Expired },
            new SynopsisBody { BodyId = "rt", Name = "Runder Tisch", Kind = BodyKind.RoundTable, Result = BodyResult.NilReturn },
        ],
    };
}
