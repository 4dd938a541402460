using LipServerless.Embedded.Tests.Rounds.Cost;
using LipServerless.Load.Reporting;

namespace LipServerless.Load.Measures;

/// <summary>What a whole round costs on Azure's own engine. The same counts are fixed by a test.</summary>
internal static class CostOfRound
{
    public static async Task RunAsync(Report report)
    {
        var cost = await DemoLikeRound.PlayAsync();
        report.Figure("a round of 15 bodies on Azure: history events", cost.HistoryEvents, "");
        report.Figure("a round of 15 bodies on Azure: queue messages", cost.Messages, "");
        report.Figure("a round of 15 bodies on Azure: activities", cost.Activities, "");
        report.Figure("a round of 15 bodies on Azure: timers", cost.Timers, "");
        report.Figure("a round of 15 bodies on Azure: external events", cost.ExternalEvents, "");
        report.Figure("a round of 15 bodies on Azure: turns", cost.Turns, "");
        report.Figure("a round of 15 bodies on Azure: orchestrations", cost.Instances, "");
        report.Ratio("history events of a round for each activity", cost.HistoryEvents / (double)cost.Activities);
    }
}
