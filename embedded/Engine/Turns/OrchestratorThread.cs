namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// The one thread an orchestrator runs on during a turn. Whatever reaches it from another thread, or after the turn, comes from an
/// await that is not the context's own (<c>Task.Delay</c>, <c>ConfigureAwait(false)</c>, I/O): it is reported, never run.
/// </summary>
/// <remarks>
/// Continuations posted here run in the order of posting when the turn pumps; those of tasks that the turn itself completes
/// run within the completion, as the runtime inlines them.
/// </remarks>
internal sealed class OrchestratorThread(Action reportForeign) : SynchronizationContext
{
    public const string Explanation =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator function's "
        + "implementation or by middleware that invokes asynchronous code. Await only tasks of the TaskOrchestrationContext, without ConfigureAwait(false).";

    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private int threadId;

    /// <summary>Set once something foreign was seen during the turn.</summary>
    public bool SawForeign { get; private set; }

    /// <summary>Whether the caller is on this thread, during the turn.</summary>
    public bool IsHere => Environment.CurrentManagedThreadId == Volatile.Read(ref threadId);

    /// <summary>Runs <paramref name="turn"/> with this as the current context.</summary>
    public void Run(Action turn)
    {
        var before = Current;
        Volatile.Write(ref threadId, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        try
        {
            turn();
        }
        finally
        {
            SetSynchronizationContext(before);
            Volatile.Write(ref threadId, 0);
        }
    }

    /// <summary>Runs what was posted until nothing is left.</summary>
    public void Pump()
    {
        while (posted.TryDequeue(out var next))
            next.Callback(next.State);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsHere)
            posted.Enqueue((d, state));
        else
            Report();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator cannot be called from outside of its turn.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Guards every member of the context.</summary>
    /// <exception cref="InvalidOperationException">The caller is not on this thread, or its turn is over.</exception>
    public void Check()
    {
        if (IsHere)
            return;
        Report();
        throw new InvalidOperationException(Explanation);
    }

    /// <summary>True on this thread; reports otherwise.</summary>
    public bool CheckQuietly()
    {
        if (!IsHere)
            Report();
        return IsHere;
    }

    private void Report()
    {
        SawForeign = true;
        reportForeign();
    }
}
