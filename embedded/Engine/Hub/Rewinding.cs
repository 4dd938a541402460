using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Takes a failed instance back to before its last failures and lets it go on: activities that failed run again, failed children are
/// rewound. History is cut before the first of those failures; results and events that came after it are delivered anew.
/// </summary>
internal static class Rewinding
{
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public static async Task RewindAsync(HubEngine engine, string instanceId, CancellationToken cancellation)
    {
        LoadedInstance loaded;
        List<string> failedChildren;
        InstanceRecord head;
        var instance = await engine.Mailboxes.LockAsync(instanceId, cancellation);
        try
        {
            loaded = await engine.Patience.ForCallerAsync(token => engine.Store.LoadAsync(instanceId, token), cancellation)
                ?? throw new ArgumentException($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
            if (loaded.Head.Status != OrchestrationRuntimeStatus.Failed)
                throw new InvalidOperationException($"Cannot rewind instance '{instanceId}' because it is in {loaded.Head.Status} state; only a failed one can be rewound.");

            var (kept, redelivered, children) = Cut(loaded.History);
            failedChildren = children;
            var after = loaded.Head with
            {
                Status = OrchestrationRuntimeStatus.Running,
                Generation = loaded.Head.Generation + 1,
                Segments = 0,
                Output = null,
                Failure = null,
                CompletedAt = null,
                LastUpdatedAt = engine.Clock.GetUtcNow(),
                HasBacklog = redelivered.Count > 0,
                OpenActivities = OpenActivities(kept),
                NextDue = EarliestTimer(kept),
            };
            var commit = new TurnCommit
            {
                Before = loaded.Head,
                After = after,
                Append = kept,
                ReplacesHistory = true,
                Backlog = redelivered,
            };
            head = await engine.Patience.ForCallerAsync(token => engine.Store.CommitAsync(commit, token), cancellation);
            instance.Warm = new WarmState(head, kept, redelivered);
        }
        finally
        {
            instance.Turn.Release();
        }

        engine.Waiters.Changed(head);
        foreach (var child in failedChildren)
            await RewindChildAsync(engine, child, cancellation);
        foreach (var message in loaded.Messages)
            engine.Mailboxes.Post(instanceId, message);
        engine.Mailboxes.Post(instanceId, new Message(Key: null, RunOpenActivities.Now));
        engine.Mailboxes.Post(instanceId, new Message(Key: null, RunAgain.Now));
    }

    private static async Task RewindChildAsync(HubEngine engine, string child, CancellationToken cancellation)
    {
        var head = await engine.Patience.ForCallerAsync(token => engine.Store.ReadAsync(child, withTexts: false, token), cancellation);
        if (head is { Status: OrchestrationRuntimeStatus.Failed })
            await RewindAsync(engine, child, cancellation);
    }

    /// <summary>
    /// The failures that go are those after the last decision that was no timer (retries wait by timers): what failed before it was seen
    /// and answered by the code.
    /// </summary>
    private static (List<HistoryEvent> Kept, List<HistoryEvent> Redelivered, List<string> FailedChildren) Cut(List<HistoryEvent> history)
    {
        var lastDecision = history.FindLastIndex(one => one is TaskScheduled or ChildCreated or EventSent);
        var firstFailure = history.FindIndex(lastDecision + 1, one => one is TaskFailed or ChildFailed);
        if (firstFailure < 0)
            return ([.. history.Where(one => one is not ExecutionCompleted)], [], []);

        var kept = history.GetRange(0, firstFailure);
        var timers = kept.OfType<TimerCreated>().Select(timer => timer.Id).ToHashSet();
        var rest = history.Skip(firstFailure).ToList();
        var children = kept.OfType<ChildCreated>().ToDictionary(child => child.Id, child => child.InstanceId);
        return (
            kept,
            [.. rest.Where(one => one is TaskCompleted or ChildCompleted or EventRaised || (one is TimerFired fired && timers.Contains(fired.Id)))],
            [.. rest.OfType<ChildFailed>().Where(failed => children.ContainsKey(failed.Id)).Select(failed => children[failed.Id])]);
    }

    private static int OpenActivities(List<HistoryEvent> history) =>
        history.Count(one => one is TaskScheduled) - history.Count(one => one is TaskCompleted or TaskFailed);

    private static DateTimeOffset? EarliestTimer(List<HistoryEvent> history)
    {
        var fired = history.OfType<TimerFired>().Select(timer => timer.Id).ToHashSet();
        var open = history.OfType<TimerCreated>().Where(timer => !fired.Contains(timer.Id)).ToList();
        return open.Count == 0 ? null : new DateTimeOffset(open.Min(timer => timer.FireAt));
    }
}
