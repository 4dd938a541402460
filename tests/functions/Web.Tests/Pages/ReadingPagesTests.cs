using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class ReadingPagesTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task GetSteering_WhileCollecting_ShowsTheDraftAndNoStatement()
    {
        var round = await (await new SampleRound(site).StartAsync()).AnswerAsync();

        var answer = await site.GetAsync($"s/{await SteeringAsync(round)}");

        Assert.Equal(200, answer.Status);
        Assert.Equal(31, answer.Page.QuerySelectorAll(".para-read").Length);
        Assert.DoesNotContain("guter Anfang", answer.Words, StringComparison.Ordinal);
        Assert.Null(answer.Page.QuerySelector(".synopsis"));
    }

    [Fact]
    public async Task GetSteering_AfterFreezing_ShowsSynopsisAndOriginalsWithNames()
    {
        var round = await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync();

        var answer = await site.GetAsync($"s/{await SteeringAsync(round)}");

        Assert.Contains("Entscheidung erbeten bis", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Stellungnahmen im Wortlaut", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Beirat 3: Insgesamt ein guter Anfang.", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Integrationsbeirat Vahrenwald-List", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetOutcome_AfterTheDecision_ShowsDecisionInstructionsAndSynopsisWithoutOriginals()
    {
        var round = await (await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync()).ReturnAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.YouthRingId, LinkKind.Outcome);

        var answer = await site.GetAsync($"o/{token}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Der Entwurf geht mit Vorgaben an die Expert*innengruppen zurück.", answer.Words, StringComparison.Ordinal);
        Assert.Contains("14 Ja, 6 Nein, 3 Enthaltungen", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Die Zahl der Sprachen nennen", answer.Page.QuerySelector($".para-read#{round.Id(3)}")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector(".synopsis"));
        Assert.DoesNotContain("Stellungnahmen im Wortlaut", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSteering_AfterTheDecision_StillOpens()
    {
        var round = await (await (await new SampleRound(site).StartAsync()).FreezeAsync()).ReturnAsync();

        var answer = await site.GetAsync($"s/{await SteeringAsync(round)}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Vorgabe 2", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Entscheidung erbeten", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_EveryId_IsUnique()
    {
        var round = await (await (await (await (await new SampleRound(site).StartAsync()).AnswerAsync()).AdoptAsync()).FreezeAsync()).ReturnAsync();
        var outcome = await site.LinkAsync(round.RoundId, RoundBuilder.YouthRingId, LinkKind.Outcome);
        foreach (var path in (string[])[$"s/{await SteeringAsync(round)}", $"o/{outcome}"])
        {
            var page = (await site.GetAsync(path)).Page;
            var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
            Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
            Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(link.GetAttribute("href")![1..], ids));
        }
    }

    private Task<string> SteeringAsync(SampleRound round) => site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering);
}
