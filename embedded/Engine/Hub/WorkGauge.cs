using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Counts what is queued or running: turns, activities, deliveries, calls of clients. While anything is, the process clock is held,
/// so that an accelerated clock never runs ahead of work. Whoever hands work on enters for it before leaving its own.
/// </summary>
internal sealed class WorkGauge(ProcessClock clock)
{
    private readonly Lock gate = new();
    private IDisposable? hold;
    private int count;
    private TaskCompletionSource? idle;

    public int Count => Volatile.Read(ref count);

    public void Enter()
    {
        lock (gate)
        {
            if (count++ == 0)
                hold = clock.Hold();
        }
    }

    public void Leave()
    {
        IDisposable? released = null;
        TaskCompletionSource? quiet = null;
        lock (gate)
        {
            if (--count == 0)
            {
                (released, hold) = (hold, null);
                (quiet, idle) = (idle, null);
            }
        }

        released?.Dispose();
        quiet?.TrySetResult();
    }

    public Held Use()
    {
        Enter();
        return new Held(this);
    }

    /// <summary>Lets the clock go, whatever is still queued: this process does not do it any more.</summary>
    public void Abandon()
    {
        IDisposable? released;
        lock (gate)
        {
            (released, hold) = (hold, null);
        }

        released?.Dispose();
    }

    /// <summary>Completes once nothing is queued or running.</summary>
    public Task WhenIdle()
    {
        lock (gate)
        {
            return count == 0
                ? Task.CompletedTask
                : (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public readonly struct Held(WorkGauge gauge) : IDisposable
    {
        public void Dispose() => gauge.Leave();
    }
}
