using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Figures;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Takes an instance through one turn: load if cold, take a batch, run the code, commit, and only then let the consequences happen.
/// A crash before the commit leaves the batch where it was; a crash after it leaves the consequences in storage.
/// </summary>
internal sealed partial class TurnRunner(
    IHubStore store,
    Patience patience,
    ProcessClock clock,
    Arrivals arrivals,
    TurnEnvironment environment,
    Consequences consequences,
    EngineFigures figures,
    ILogger logger)
{
    public async Task RunAsync(Instance instance, CancellationToken stopping)
    {
        await instance.Turn.WaitAsync(stopping);
        var begin = figures.TurnBegins();
        using var span = EngineFigures.TurnSpan(instance.Id);
        var result = new TurnResult(TurnResult.Fault);
        try
        {
            var state = await WarmUpAsync(instance, stopping);
            var messages = instance.Take();
            try
            {
                result = await RunAsync(instance, state, messages, stopping);
            }
            catch (InstanceGoneException)
            {
                result = TurnResult.Idle;
                LogGone(logger, instance.Id);
                consequences.Ended(instance);
            }
            catch
            {
                // Nothing was committed, or it is not known: what storage says counts, and the batch is taken again.
                instance.Warm = null;
                instance.PutBack(messages);
                throw;
            }
        }
        finally
        {
            figures.TurnEnded(begin, result, span);
            instance.Turn.Release();
        }
    }

    /// <summary>The state of the last commit, read if it was forgotten; null if there is no such instance. For holders of the turn.</summary>
    public async Task<WarmState?> WarmUpAsync(Instance instance, CancellationToken stopping)
    {
        if (instance.Warm is null
            && await patience.UntilDoneAsync(token => store.LoadAsync(instance.Id, token), stopping) is { } loaded)
            instance.Warm = new WarmState(loaded.Head, loaded.History, loaded.Backlog);
        return instance.Warm;
    }

    private async ValueTask<TurnResult> RunAsync(Instance instance, WarmState? state, List<Message> messages, CancellationToken stopping)
    {
        if (state is null || state.Head.IsFinished)
        {
            await DropAsync(instance.Id, state, messages, stopping);
            consequences.Ended(instance);
            return TurnResult.Idle;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (now < state.LastTurn)
            now = state.LastTurn;
        messages.InsertRange(0, instance.Unpark());
        var batch = new TurnBatch(state, messages, now);
        if (IsTooEarly(state, now) && batch.Termination is null)
        {
            instance.Park(messages.Where(message => message.Key is not null));
            consequences.WakeAt(instance.Id, state.Head.ScheduledStart);
            return TurnResult.Idle;
        }

        if (environment.Versions.Refusal(state.Head.Version) is { } refusal && !environment.Versions.FailsOthers)
        {
            // Parked until a process of a version that fits starts; orders to end it are parked too, as on Azure.
            LogRejected(logger, instance.Id, refusal);
            instance.Park(messages);
            return TurnResult.Rejected;
        }

        if (!batch.HasNews)
        {
            await DropAsync(instance.Id, batch.Keys, stopping);
            if (batch.RunsOpenActivities)
                StartOpenActivities(state);
            Reschedule(instance.Id, state, now);
            return TurnResult.Idle;
        }

        var outcome = Outcome(state, batch);
        outcome = outcome with { OpenTimers = [.. outcome.OpenTimers.Where(timer => WillFire(timer, state, batch))] };
        var commit = TurnPlan.Make(state, batch, outcome, now, ExecutionIdAfter(state.Head, outcome), OutboxKey(state.Head));
        var head = await patience.UntilDoneAsync(token => store.CommitAsync(commit, token), stopping);
        Settle(instance, state, batch, outcome, commit, head, now);
        return TurnResult.Of(head.Name, batch.News.Count, outcome);
    }

    private static bool IsTooEarly(WarmState state, DateTime now) =>
        state.Head.Status == OrchestrationRuntimeStatus.Pending && state.Head.ScheduledStart?.UtcDateTime > now;

    /// <summary>While suspended, a timer may have fired and still be waited for: it must not fire again.</summary>
    private static bool WillFire(TimerCreated timer, WarmState state, TurnBatch batch) =>
        !batch.News.Any(one => one is TimerFired fired && fired.Id == timer.Id)
        && (state.Open.ContainsKey(timer.Id) || timer.Id >= state.NextActionId);

    private static string ExecutionIdAfter(InstanceRecord head, TurnOutcome outcome) =>
        outcome.Restart is null ? head.ExecutionId : Guid.NewGuid().ToString("N");

    private string OutboxKey(InstanceRecord head) => arrivals.Next() + "-" + head.ExecutionId[..8];

    private TurnOutcome Outcome(WarmState state, TurnBatch batch)
    {
        if (batch.SawForeignAwait)
            return Forced(TurnExecutor.ForeignAwait);
        if (state.History.Count == 0 && state.Head.Status == OrchestrationRuntimeStatus.Pending && batch.Termination is { } order)
            return Forced(new Ending(OrchestrationRuntimeStatus.Terminated, order.Output, IsForced: true));
        var head = state.Head;
        if (environment.Versions.Refusal(head.Version) is { } refusal)
            return Forced(new Ending(OrchestrationRuntimeStatus.Failed, Output: null, new Failure(Failure.VersionMismatch, refusal, Permanent: true), IsForced: true));
        return TurnExecutor.Run(
            head,
            environment,
            state.History,
            batch.News,
            () => consequences.Post(head.InstanceId, new Message(Key: null, ForeignAwaitSeen.Now, head.ExecutionId)));
    }

    private static TurnOutcome Forced(Ending ending) =>
        new() { Actions = [], OpenTimers = [], Ending = ending, IsSuspended = false, HasCustomStatus = false };

    private void Settle(
        Instance instance, WarmState state, TurnBatch batch, TurnOutcome outcome, TurnCommit commit, InstanceRecord head, DateTime now)
    {
        if (outcome.Restart is not null)
        {
            instance.Warm = state = new WarmState(head, [], commit.Backlog);
        }
        else
        {
            state.Head = head;
            state.Append(commit.Append);
            state.Backlog = [];
            state.AwaitedTimers = outcome.OpenTimers;
        }

        if (commit.Outbox is { } outbox)
            consequences.Send(outbox);
        consequences.Changed(head);
        if (head.IsFinished)
        {
            if (head.Failure is { } failure)
                LogFailed(logger, head.Name, head.InstanceId, Causes.Of(failure));
            else
                LogEnded(logger, head.Name, head.InstanceId, head.Status);
            consequences.Ended(instance);
            return;
        }

        if (outcome.Restart is not null)
        {
            consequences.Post(instance.Id, Message.Wake);
            return;
        }

        if (batch.RunsOpenActivities)
        {
            StartOpenActivities(state);
        }
        else
        {
            foreach (var call in outcome.Actions.OfType<TaskScheduled>())
                consequences.Start(head, call);
        }

        Reschedule(instance.Id, state, now);
    }

    private void StartOpenActivities(WarmState state)
    {
        foreach (var call in state.Open.Values.OfType<TaskScheduled>().OrderBy(call => call.Id))
            consequences.Start(state.Head, call);
    }

    private void Reschedule(string instanceId, WarmState state, DateTime now)
    {
        if (state.Head.NextDue?.UtcDateTime <= now)
            consequences.Post(instanceId, Message.Wake);
        else
            consequences.WakeAt(instanceId, state.Head.NextDue);
    }

    /// <summary>
    /// Nobody is there to take these. A failed instance may be resumed: the results of its children stay in storage for that.
    /// </summary>
    private Task DropAsync(string instanceId, WarmState? state, List<Message> messages, CancellationToken stopping)
    {
        var keep = state is { Head.Status: OrchestrationRuntimeStatus.Failed };
        return DropAsync(
            instanceId,
            [.. messages.Where(message => message.Key is not null && !(keep && message.Event is ResultEvent)).Select(message => message.Key!)],
            stopping);
    }

    private async Task DropAsync(string instanceId, List<string> keys, CancellationToken stopping)
    {
        if (keys.Count > 0)
            await patience.UntilDoneAsync(token => store.DropMessagesAsync(instanceId, keys, token), stopping);
    }

    [LoggerMessage(EventId = 5012, EventName = "InstanceRejected", Level = LogLevel.Warning,
        Message = "{InstanceId} is not run by this process: {Reason}")]
    private static partial void LogRejected(ILogger logger, string instanceId, string reason);

    [LoggerMessage(EventId = 5013, EventName = "InstanceGone", Level = LogLevel.Warning,
        Message = "{InstanceId} was removed from the task hub during its turn; there is nothing left to run.")]
    private static partial void LogGone(ILogger logger, string instanceId);

    [LoggerMessage(EventId = 5014, EventName = "InstanceEnded", Level = LogLevel.Debug,
        Message = "{Orchestrator} {InstanceId} ended: {Status}")]
    private static partial void LogEnded(ILogger logger, string orchestrator, string instanceId, OrchestrationRuntimeStatus status);

    // Without the message, which may carry personal data; it stands with the instance.
    [LoggerMessage(EventId = 5015, EventName = "InstanceFailed", Level = LogLevel.Warning,
        Message = "{Orchestrator} {InstanceId} failed: {Failure}.")]
    private static partial void LogFailed(ILogger logger, string orchestrator, string instanceId, string failure);
}
