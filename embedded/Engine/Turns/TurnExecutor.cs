using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask;
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
            context.BeginReplay(past);
            Play(past);
            context.EndReplay();
            Play(news);
            ending ??= EndIfDone();
            context.SerializeCustomStatus();
        }
        catch (NonDeterministicException changed)
        {
            ending = Forced(new Failure(Failure.NonDeterministic, changed.Message, Permanent: true));
        }
        catch (NoSuchOrchestratorException unknown)
        {
            ending = Outside(new Failure(Failure.NoSuchOrchestrator, unknown.Message, Permanent: true));
        }
        catch (Exception broken)
        {
            // An event that does not fit its wait, a constructor or a status that fails.
            ending = Outside(Failure.From(broken));
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
        if (isSuspended && one is (ResultEvent or EventRaised or ActionEvent))
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
                orchestrator = CallAsync(Create());
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
                context.Decisions.Hold();
                break;
            case ExecutionResumed:
                Resume();
                break;
            case ExecutionTerminated terminated:
                // The order counts, even if the code returned earlier in the same batch.
                ending = new Ending(OrchestrationRuntimeStatus.Terminated, terminated.Output, IsForced: true);
                break;
            default:
                throw new InvalidDataException($"History holds a {one.GetType().Name}, which no turn understands.");
        }
    }

    private void Resume()
    {
        isSuspended = false;
        context.Decisions.Release();
        while (!isSuspended && heldWhileSuspended.TryDequeue(out var held))
        {
            Play(held);
            thread.Pump();
        }
    }

    private ITaskOrchestrator Create() =>
        environment.CreateOrchestrator(head.Name, head.Version) ?? throw new NoSuchOrchestratorException(head.Name, head.Version);

    private async Task<string?> CallAsync(ITaskOrchestrator code)
    {
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
        {
            // Returned before a suspension in the same batch: what it decided until then is done.
            context.Decisions.Release();
            return orchestrator switch
            {
                { IsFaulted: true } => Failed(Failure.From(orchestrator.Exception!.InnerExceptions[0])),
                { IsCanceled: true } => Outside(Cancelled(orchestrator)),
                _ => Returned(orchestrator.Result),
            };
        }

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

    /// <summary>Durable Task never saw the orchestrator's own exception: it reports no output, only the failure.</summary>
    private static Ending Outside(Failure failure) => new(OrchestrationRuntimeStatus.Failed, Output: null, failure, IsForced: true);

    /// <summary>As in Durable Task, which asks a cancelled task for its result.</summary>
    private static Failure Cancelled(Task<string?> cancelled)
    {
        try
        {
            cancelled.Wait();
        }
        catch (AggregateException aggregate)
        {
            return Failure.From(aggregate);
        }

        throw new InvalidOperationException("The task was not cancelled.");
    }

    private TurnOutcome Outcome() => new()
    {
        Actions = ending is { IsForced: true } ? [] : [.. context.Decisions.New],
        OpenTimers = [.. context.OpenTasks.Select(task => task.Action).OfType<TimerCreated>().Where(timer => !context.Decisions.IsHeld(timer))],
        Ending = ending,
        Restart = restarts && ending is null ? context.Restart : null,
        IsSuspended = isSuspended,
        HasCustomStatus = context.HasCustomStatus,
        CustomStatus = context.CustomStatus,
    };

    private sealed class NoSuchOrchestratorException(string name, string? version)
        : Exception($"No orchestrator task named '{name}'{TaskTable.WithVersion(version)} was found.");
}
