using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// One turn of one orchestrator: runs its code from the top, feeds it the events of its history, then the new ones, and says what
/// it decided. Synchronous, and without any effect outside of itself.
/// </summary>
internal sealed class TurnExecutor
{
    /// <summary>The end of an orchestrator that awaits what is not the context's own.</summary>
    public static readonly Ending ForeignAwait =
        Forced(new Failure(typeof(InvalidOperationException).FullName!, OrchestratorThread.Explanation));

    private readonly InstanceRecord head;
    private readonly TurnEnvironment environment;
    private readonly OrchestratorThread thread;
    private readonly OrchestratorContext context;
    private readonly Queue<HistoryEvent> heldWhileSuspended = new();
    private Task<string?>? orchestrator;
    private Ending? ending;
    private bool restarts;
    private bool isSuspended;

    private TurnExecutor(InstanceRecord head, TurnEnvironment environment, Action reportForeign)
    {
        this.head = head;
        this.environment = environment;
        thread = new OrchestratorThread(reportForeign);
        context = new OrchestratorContext(head, environment, thread);
    }

    /// <param name="head">The instance, with its input.</param>
    /// <param name="environment">What all turns share.</param>
    /// <param name="past">Its history.</param>
    /// <param name="news">What this turn adds, a <see cref="TurnStarted"/> first.</param>
    /// <param name="reportForeign">Called, on any thread and at any later time, when the code is found to await what is not the context's.</param>
    public static TurnOutcome Run(
        InstanceRecord head,
        TurnEnvironment environment,
        IReadOnlyList<HistoryEvent> past,
        IReadOnlyList<HistoryEvent> news,
        Action reportForeign)
    {
        var turn = new TurnExecutor(head, environment, reportForeign);
        turn.thread.Run(() => turn.Play(past, news));
        return turn.Outcome();
    }

    private void Play(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> news)
    {
        try
        {
            context.SetReplaying(true);
            Play(past);
            context.SetReplaying(false);
            Play(news);
            ending ??= EndIfDone();
        }
        catch (Exception broken)
        {
            // Not the orchestrator's own failure: its history does not fit, or an event does not fit its wait.
            ending = Forced(broken is NonDeterministicException
                ? new Failure(Failure.NonDeterministic, broken.Message, Permanent: true)
                : Failure.From(broken));
        }
    }

    private void Play(IReadOnlyList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count && ending is null && !restarts; i++)
        {
            Play(events[i]);
            thread.Pump();
        }
    }

    private void Play(HistoryEvent one)
    {
        if (isSuspended && one is (ResultEvent or EventRaised))
        {
            heldWhileSuspended.Enqueue(one);
            return;
        }

        switch (one)
        {
            case TurnStarted turn:
                context.BeginTurn(turn.At);
                break;
            case ExecutionStarted:
                orchestrator = CallAsync();
                break;
            case ActionEvent action:
                context.Decisions.Confirm(action);
                break;
            case TaskCompleted done:
                context.Complete(done.Id, done.Result);
                break;
            case ChildCompleted done:
                context.Complete(done.Id, done.Result);
                break;
            case TimerFired fired:
                context.Complete(fired.Id, result: null);
                break;
            case TaskFailed failed:
                context.Fail(failed.Id, failed.Failure);
                break;
            case ChildFailed failed:
                context.Fail(failed.Id, failed.Failure);
                break;
            case EventRaised raised when context.Restart is { } restart:
                restart.Carried.Add(raised);
                break;
            case EventRaised raised:
                context.Events.Raise(raised.Name, raised.Payload);
                break;
            case ExecutionSuspended:
                isSuspended = true;
                break;
            case ExecutionResumed:
                Resume();
                break;
            case ExecutionTerminated terminated:
                // Whoever returned before the order came has returned.
                ending = orchestrator is { IsCompleted: true } && context.OpenTasks.Count == 0
                    ? EndIfDone()
                    : new Ending(OrchestrationRuntimeStatus.Terminated, terminated.Output, IsForced: true);
                break;
            default:
                throw new InvalidDataException($"History holds a {one.GetType().Name}, which no turn understands.");
        }
    }

    private void Resume()
    {
        isSuspended = false;
        while (!isSuspended && heldWhileSuspended.TryDequeue(out var held))
        {
            Play(held);
            thread.Pump();
        }
    }

    private async Task<string?> CallAsync()
    {
        var code = environment.CreateOrchestrator(head.Name)
            ?? throw new NoSuchOrchestratorException(head.Name);
        var input = environment.Converter.Deserialize(head.Input?.Text, code.InputType);
        context.SetInput(input);
        var output = await code.RunAsync(context, input);
        return environment.Converter.Serialize(output);
    }

    /// <summary>An orchestrator that has returned stays until all its tasks have ended.</summary>
    private Ending? EndIfDone()
    {
        if (thread.SawForeign)
            return ForeignAwait;
        if (orchestrator is null || context.OpenTasks.Count > 0)
            return null;
        if (orchestrator.IsCompleted)
            return orchestrator.IsCompletedSuccessfully ? Returned(orchestrator.Result) : Failed(Reason(orchestrator));

        // Nothing that could ever wake it is left: it waits for something the engine knows nothing of.
        return isSuspended || context.Events.AnyOpenWait
            ? null
            : ForeignAwait;
    }

    private Ending? Returned(string? output)
    {
        restarts = context.Restart is not null;
        return restarts ? null : new Ending(OrchestrationRuntimeStatus.Completed, output);
    }

    private static Ending Failed(Failure failure) => new(OrchestrationRuntimeStatus.Failed, failure.Message, failure);

    private static Ending Forced(Failure failure) => Failed(failure) with { IsForced = true };

    private static Failure Reason(Task failed)
    {
        var exception = failed.Exception?.InnerExceptions[0] ?? new TaskCanceledException(failed);
        return exception is NoSuchOrchestratorException
            ? new Failure(Failure.NoSuchOrchestrator, exception.Message, Permanent: true)
            : Failure.From(exception);
    }

    private TurnOutcome Outcome() => new()
    {
        Actions = ending is { IsForced: true } ? [] : [.. context.Decisions.New],
        OpenTimers = [.. context.OpenTasks.Select(task => task.Action).OfType<TimerCreated>()],
        Ending = ending,
        Restart = restarts && ending is null ? context.Restart : null,
        IsSuspended = isSuspended,
        HasCustomStatus = context.HasCustomStatus,
        CustomStatus = context.CustomStatus,
    };

    private sealed class NoSuchOrchestratorException(string name)
        : Exception($"No orchestrator task named '{name}' was found.");
}
