using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Tests.Rounds.Cost;

/// <summary>
/// What orchestrations cost on Azure's own engine, read from the histories of ours: both keep the same events but for one, the end
/// of a turn (OrchestratorCompleted), which ours does without.
/// </summary>
internal sealed record RoundCost
{
    /// <summary>Orchestrations, children included.</summary>
    public int Instances { get; init; }

    /// <summary>Times an orchestrator was called.</summary>
    public int Turns { get; init; }

    /// <summary>Calls of activities: each is a function execution on Azure.</summary>
    public int Activities { get; init; }

    /// <summary>Timers, those included that lost a race.</summary>
    public int Timers { get; init; }

    /// <summary>Timers that came due.</summary>
    public int TimersFired { get; init; }

    /// <summary>External events.</summary>
    public int ExternalEvents { get; init; }

    /// <summary>Rows of history on Azure.</summary>
    public int HistoryEvents { get; init; }

    /// <summary>Queue messages on Azure: one for each start, event and timer, two for each activity and child.</summary>
    public int Messages { get; init; }

    /// <summary>Reads all instances of the hub.</summary>
    public static async Task<RoundCost> ReadAsync(IHubStore store)
    {
        var cost = new RoundCost();
        foreach (var head in await store.QueryAsync(new InstanceFilter(), CancellationToken.None))
        {
            var loaded = await store.LoadAsync(head.InstanceId, CancellationToken.None)
                ?? throw new InvalidOperationException($"'{head.InstanceId}' was removed while it was counted.");
            cost = cost.Plus(loaded.History, isChild: head.Parent is not null);
        }

        return cost;
    }

    private RoundCost Plus(List<HistoryEvent> history, bool isChild)
    {
        var turns = history.Count(one => one is TurnStarted);
        var activities = history.Count(one => one is TaskScheduled);
        var timers = history.Count(one => one is TimerCreated);
        var events = history.Count(one => one is EventRaised);
        return new RoundCost
        {
            Instances = Instances + 1,
            Turns = Turns + turns,
            Activities = Activities + activities,
            Timers = Timers + timers,
            TimersFired = TimersFired + history.Count(one => one is TimerFired),
            ExternalEvents = ExternalEvents + events,
            HistoryEvents = HistoryEvents + history.Count + turns,
            Messages = Messages + (2 * activities) + timers + events + (isChild ? 2 : 1),
        };
    }
}
