using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Makes of a turn's outcome the one transaction that records it.</summary>
internal static class TurnPlan
{
    public static TurnCommit Make(
        WarmState state, TurnBatch batch, TurnOutcome outcome, DateTime now, string executionIdOfNext, string outboxKey)
    {
        var head = state.Head;
        var at = new DateTimeOffset(now);
        var sent = Outgoing(state, batch, outcome);
        var restarts = outcome.Restart is not null;
        List<HistoryEvent> append = [];
        if (!restarts)
        {
            append.EnsureCapacity(batch.News.Count + outcome.Actions.Count + 1);
            append.AddRange(batch.News);
            append.AddRange(outcome.Actions);
            if (outcome.Ending is { } ended)
                append.Add(new ExecutionCompleted(ended.Status.ToString()));
        }

        return new TurnCommit
        {
            Before = head,
            After = outcome switch
            {
                { Restart: { } restart } => Restarted(head, restart, at, executionIdOfNext),
                { Ending: { } ending } => Ended(head, outcome, ending, at),
                _ => Continued(state, outcome, append, at),
            },
            Append = append,
            ReplacesHistory = restarts,
            Backlog = outcome.Restart?.Carried ?? [],
            Consumed = batch.Keys,
            Outbox = sent.Count == 0 ? null : new Outbox(head.InstanceId, outboxKey, sent),
        };
    }

    private static InstanceRecord Restarted(InstanceRecord head, Restart restart, DateTimeOffset at, string executionId) => head with
    {
        LastUpdatedAt = at,
        ExecutionId = executionId,
        Generation = head.Generation + 1,
        Segments = 0,
        Status = OrchestrationRuntimeStatus.Running,
        CreatedAt = at,
        Version = restart.Version,
        Input = StoredText.Of(restart.Input),
        CustomStatus = null,
        NextDue = null,
        OpenActivities = 0,
        HasBacklog = restart.Carried.Count > 0,
    };

    private static InstanceRecord Ended(InstanceRecord head, TurnOutcome outcome, Ending ending, DateTimeOffset at) => head with
    {
        LastUpdatedAt = at,
        Status = ending.Status,
        CustomStatus = CustomStatus(head, outcome),
        HasBacklog = false,
        Output = StoredText.Of(ending.Output),
        Failure = ending.Failure,
        CompletedAt = at,
        NextDue = null,
        OpenActivities = 0,
    };

    private static InstanceRecord Continued(WarmState state, TurnOutcome outcome, List<HistoryEvent> append, DateTimeOffset at) => state.Head with
    {
        LastUpdatedAt = at,
        Status = outcome.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
        CustomStatus = CustomStatus(state.Head, outcome),
        HasBacklog = false,
        NextDue = outcome.OpenTimers.Count == 0 ? null : new DateTimeOffset(outcome.OpenTimers.Min(timer => timer.FireAt)),
        OpenActivities = CountOpenActivities(state, append),
    };

    private static StoredText? CustomStatus(InstanceRecord head, TurnOutcome outcome) =>
        outcome.HasCustomStatus && outcome.CustomStatus != head.CustomStatus?.Text ? StoredText.Of(outcome.CustomStatus) : head.CustomStatus;

    private static int CountOpenActivities(WarmState state, List<HistoryEvent> append)
    {
        var count = state.Open.Values.Count(action => action is TaskScheduled);
        foreach (var one in append)
        {
            count += one switch
            {
                TaskScheduled => 1,
                TaskCompleted or TaskFailed => -1,
                _ => 0,
            };
        }

        return count;
    }

    private static List<OutboxItem> Outgoing(WarmState state, TurnBatch batch, TurnOutcome outcome)
    {
        var head = state.Head;
        List<OutboxItem> items = [];
        foreach (var action in outcome.Actions)
        {
            if (action is ChildCreated child)
            {
                var parent = new ParentLink(head.InstanceId, head.Name, head.ExecutionId, child.Id);
                items.Add(new OutboxItem(child.InstanceId, new ChildStart(child.Name, child.Version, child.Input, parent, child.Tags)));
            }
            else if (action is EventSent sent)
            {
                items.Add(new OutboxItem(sent.Target, Event: new EventRaised(sent.Name, sent.Payload)));
            }
        }

        if (outcome.Ending is not { } ending)
            return items;
        if (ending.Status == OrchestrationRuntimeStatus.Terminated && batch.Termination is { Recursive: true } order)
        {
            var done = batch.News.OfType<ResultEvent>().Select(result => result.Id).ToHashSet();
            items.AddRange(state.Open.Values
                .OfType<ChildCreated>()
                .Where(child => !done.Contains(child.Id))
                .Select(child => new OutboxItem(child.InstanceId, Event: order)));
        }

        if (head.Parent is { } waiting)
            items.Add(new OutboxItem(waiting.InstanceId, Event: ResultFor(waiting, head, ending), ExecutionId: waiting.ExecutionId));
        return items;
    }

    private static ResultEvent ResultFor(ParentLink parent, InstanceRecord head, Ending ending) => ending.Status switch
    {
        OrchestrationRuntimeStatus.Completed => new ChildCompleted(parent.TaskId, ending.Output),
        OrchestrationRuntimeStatus.Terminated => new ChildFailed(
            parent.TaskId, new Failure("Terminated", $"Sub-orchestration '{head.InstanceId}' was terminated.")),
        _ => new ChildFailed(parent.TaskId, ending.Failure!),
    };
}
