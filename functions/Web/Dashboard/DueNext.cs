using LipServerless.Domain.States;
using LipServerless.Web.Overview;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Dashboard;

/// <summary>What is due next in a round, in a sentence.</summary>
internal static class DueNext
{
    public static string Of(RoundOverview round, PageTexts texts)
    {
        switch (round.State)
        {
            case RoundState.AwaitingDecision:
                return texts["dashboard.dueDecision", texts.Deadline(round.DecisionDue ?? round.AsOf, round.TimeZone)];
            case RoundState.Accepted:
                return texts["dashboard.accepted", texts.Date(round.Decision!.DecidedOn)];
            case RoundState.Returned:
                return round.NextRoundId is null
                    ? texts["dashboard.awaitRevision", texts.Date(round.Decision!.DecidedOn)]
                    : texts["dashboard.revised", texts.Date(round.Decision!.DecidedOn)];
        }

        var deadlines = round.Bodies.Where(b => b.State == BodyState.Open).Select(b => b.Deadline).ToList();
        return deadlines.Count > 0
            ? texts["dashboard.dueDeadline", texts.Deadline(deadlines.Min(), round.TimeZone)]
            : texts["dashboard.dueClose", texts.Deadline(round.CollectionClosesAt, round.TimeZone)];
    }
}
