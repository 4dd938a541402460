namespace LipServerless.Embedded.Tests.Rounds.Cost;

/// <summary>
/// The budget of a round: a change that makes rounds dearer on Azure shows here. If the new price is meant, put the new counts
/// here and in docs/performance.md.
/// </summary>
public sealed class RoundCostTests
{
    [Fact]
    public async Task DemoLikeRound_OnAzuresEngine_CostsExactlyThis()
    {
        var cost = await DemoLikeRound.PlayAsync();

        Assert.Equal(
            new RoundCost
            {
                Instances = 16,
                Turns = 630,
                Activities = 420,
                Timers = 163,
                TimersFired = 149,
                ExternalEvents = 30,
                HistoryEvents = 2504,
                Messages = 1064,
            },
            cost);
    }
}
