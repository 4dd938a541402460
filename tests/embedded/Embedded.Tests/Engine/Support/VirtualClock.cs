using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Tests.Engine.Support;

/// <summary>A process clock that moves only when told to, or, when it may run freely, jumps to the next instant awaited as soon as nobody holds it.</summary>
public sealed class VirtualClock(DateTimeOffset? start = null) : ProcessClock(TimeProvider.System)
{
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Reached)> waiting = [];
    private DateTimeOffset now = start ?? new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private int holds;
    private bool runsFreely;

    public int Holds
    {
        get
        {
            lock (gate)
                return holds;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public void RunFreely()
    {
        lock (gate)
            runsFreely = true;
        Jump();
    }

    /// <summary>Moves on; returns once whoever was woken has taken notice.</summary>
    public Task AdvanceAsync(TimeSpan distance) => Task.Run(() => MoveTo(GetUtcNow() + distance));

    public override IDisposable Hold()
    {
        lock (gate)
            holds++;
        return new Held(this);
    }

    public override async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        TaskCompletionSource reached = new();
        lock (gate)
        {
            if (now >= instant)
                return;
            waiting.Add((instant, reached));
        }

        await using var registration = cancellationToken.Register(() => reached.TrySetCanceled(cancellationToken));
        _ = Task.Run(Jump, CancellationToken.None);
        await reached.Task;
    }

    private void Jump()
    {
        DateTimeOffset? next = null;
        lock (gate)
        {
            waiting.RemoveAll(one => one.Reached.Task.IsCompleted);
            if (runsFreely && holds == 0 && waiting.Count > 0)
                next = waiting.Min(one => one.Due);
        }

        if (next is { } due)
            MoveTo(due);
    }

    private void MoveTo(DateTimeOffset instant)
    {
        List<TaskCompletionSource> due;
        lock (gate)
        {
            if (instant > now)
                now = instant;
            due = [.. waiting.Where(one => one.Due <= now).Select(one => one.Reached)];
            waiting.RemoveAll(one => one.Due <= now);
        }

        foreach (var one in due)
            one.TrySetResult();
    }

    private sealed class Held(VirtualClock clock) : IDisposable
    {
        public void Dispose()
        {
            lock (clock.gate)
                clock.holds--;
            _ = Task.Run(clock.Jump);
        }
    }
}
