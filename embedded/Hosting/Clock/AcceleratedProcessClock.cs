using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Hosting.Clock;

/// <summary>
/// A process clock for demonstrations: ten weeks pass in a minute, and yet nothing happens at a wrong instant.
/// <list type="bullet">
/// <item>While nobody holds it, time flows at the pace of its options; while anybody does, it stands still.</item>
/// <item>It never passes an instant that somebody waits for before that waiter has been released. Waiters run in the order of
/// their instants, then of their arrival; the synchronous part of what follows a wait runs before time flows on, so a
/// <see cref="Hold"/> taken right after the wait is taken at the awaited instant.</item>
/// <item>It never goes back, not even when the process is killed: an instant is on disk before it can be shown.</item>
/// </list>
/// </summary>
/// <remarks>
/// Thread-safe. What follows a wait must not block on a later instant of this clock, since time stands still meanwhile.
/// If its file can no longer be written the clock stops for good and every wait fails with that error.
/// </remarks>
public sealed class AcceleratedProcessClock : ProcessClock, IDisposable
{
    // Real time that may flow between two writes of the file; after a kill the clock goes on at most that much later.
    private static readonly TimeSpan Stride = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly PriorityQueue<Waiter, (DateTimeOffset Instant, long Arrival)> waiters = new();
    private readonly TimeProvider source;
    private readonly TimeSpan settle;
    private double rate;
    private readonly ClockFile file;
    private readonly ITimer pulse;

    private DateTimeOffset shown;
    private DateTimeOffset persisted;
    private long flowsFrom;
    private long arrivals;
    private int holds;
    private Exception? stopped;

    private AcceleratedProcessClock(AcceleratedClockOptions options, TimeProvider source, int holds)
        : base(source)
    {
        this.source = source;
        this.holds = holds;
        settle = options.Settle;
        rate = TimeSpan.FromDays(1) / options.Pace;
        file = new ClockFile(options.File);
        var start = options.Start.ToUniversalTime();
        shown = file.Read() is { } kept && kept > start ? kept : start;
        file.Write(shown);
        persisted = shown;
        flowsFrom = source.GetTimestamp();
        pulse = source.CreateTimer(static clock => ((AcceleratedProcessClock)clock!).OnPulse(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lock (gate)
            SchedulePulse();
    }

    /// <summary>Opens the clock: at the options' start, or where its file says it was, whichever is later.</summary>
    /// <param name="options">Start, pace and file.</param>
    /// <param name="source">Measures real time.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pace is not positive, or the settling time negative.</exception>
    /// <exception cref="InvalidDataException">The file holds something that is no instant.</exception>
    public static AcceleratedProcessClock Open(AcceleratedClockOptions options, TimeProvider source)
    {
        Check(options, source);
        return new AcceleratedProcessClock(options, source, holds: 0);
    }

    /// <summary>
    /// As <see cref="Open"/>, but with a hold: time stands still until whoever opens the clock has started what follows it.
    /// </summary>
    /// <param name="options">Start, pace and file.</param>
    /// <param name="source">Measures real time.</param>
    /// <param name="hold">To be disposed of when time may begin to flow.</param>
    public static AcceleratedProcessClock OpenHeld(AcceleratedClockOptions options, TimeProvider source, out IDisposable hold)
    {
        Check(options, source);
        var clock = new AcceleratedProcessClock(options, source, holds: 1);
        hold = new HoldOnClock(clock);
        return clock;
    }

    private static void Check(AcceleratedClockOptions options, TimeProvider source)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Pace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Settle, TimeSpan.Zero);
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            Flow();
            return shown;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>From now on, an idle day of the process takes this real time; a whole day lets the clock run like any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pace is not positive.</exception>
    public void ChangePace(TimeSpan pace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pace, TimeSpan.Zero);
        lock (gate)
        {
            Flow();
            rate = TimeSpan.FromDays(1) / pace;
            if (stopped is null)
                SchedulePulse();
        }
    }

    /// <inheritdoc />
    public override IDisposable Hold()
    {
        lock (gate)
            return TakeHold();
    }

    /// <summary>
    /// Completes with a hold that was taken when the clock showed exactly <paramref name="instant"/>, so that whatever the caller
    /// does until it disposes of the hold happens then. An instant that has passed gives a hold at once.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before; no hold is left behind.</exception>
    public async Task<IDisposable> HoldAtAsync(DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reached = new TaskCompletionSource<IDisposable>();
        var waiter = new Waiter(
            () =>
            {
                var hold = Hold();
                if (!reached.TrySetResult(hold))
                    hold.Dispose();
            },
            error => reached.TrySetException(error));
        Register(instant, waiter);
        using var cancellation = cancellationToken.Register(() =>
        {
            Forget(waiter);
            reached.TrySetCanceled(cancellationToken);
        });
        return await reached.Task.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Continuations run inside the release, before time flows on: no RunContinuationsAsynchronously.
        var reached = new TaskCompletionSource();
        var waiter = new Waiter(() => reached.TrySetResult(), error => reached.TrySetException(error));
        Register(instant, waiter);
        using var cancellation = cancellationToken.Register(() =>
        {
            Forget(waiter);
            reached.TrySetCanceled(cancellationToken);
        });
        await reached.Task.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ClockTimer(this, callback, state, dueTime, period);

    /// <summary>Stops the clock where it is and writes that instant down. What still waits fails.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (stopped is ObjectDisposedException)
                return;
            Flow();
            if (stopped is null)
                file.Write(shown);
        }

        Stop(new ObjectDisposedException(nameof(AcceleratedProcessClock)));
        pulse.Dispose();
    }

    private HoldOnClock TakeHold()
    {
        Flow();
        holds++;
        if (holds == 1 && stopped is null)
        {
            // From here on the instant is certain: a restart goes on exactly from it.
            Persist(shown);
            SchedulePulse();
        }

        return new HoldOnClock(this);
    }

    private void ReleaseHold()
    {
        lock (gate)
        {
            holds--;
            if (holds > 0 || stopped is not null)
                return;
            flowsFrom = source.GetTimestamp() + (long)(settle.TotalSeconds * source.TimestampFrequency);
            SchedulePulse();
        }
    }

    private void Register(DateTimeOffset instant, Waiter waiter)
    {
        lock (gate)
        {
            if (stopped is not null)
                throw Refusal(stopped);
            Flow();
            if (instant > shown)
            {
                waiters.Enqueue(waiter, (instant.ToUniversalTime(), arrivals++));
                SchedulePulse();
                return;
            }
        }

        waiter.Release();
    }

    private void Forget(Waiter waiter)
    {
        lock (gate)
        {
            if (waiters.Remove(waiter, out _, out _) && stopped is null)
                SchedulePulse();
        }
    }

    // Under the gate: moves what is shown to what real time allows.
    private void Flow()
    {
        if (holds > 0 || stopped is not null)
            return;
        var real = source.GetTimestamp();
        if (real <= flowsFrom)
            return;
        var limit = Earliest(persisted);
        var candidate = shown + (source.GetElapsedTime(flowsFrom, real) * rate);
        shown = candidate < limit ? candidate : limit > shown ? limit : shown;
        flowsFrom = real;
    }

    private DateTimeOffset Earliest(DateTimeOffset bound) =>
        waiters.TryPeek(out _, out var first) && first.Instant < bound ? first.Instant : bound;

    // Under the gate: arranges the next moment at which somebody is to be released or the file to be written.
    private void SchedulePulse()
    {
        Flow();
        if (waiters.TryPeek(out _, out var first) && first.Instant <= shown)
        {
            pulse.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }

        if (holds > 0)
        {
            pulse.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var target = Earliest(shown + (Stride * rate));
        // Ahead, so that time may flow; or back to a waiter who came since, so that a restart after a kill does not pass it.
        if ((target > persisted || target == Earliest(persisted)) && !Persist(target))
            return;
        var settling = source.GetElapsedTime(source.GetTimestamp(), flowsFrom);
        var wait = ((target - shown) / rate) + (settling > TimeSpan.Zero ? settling : TimeSpan.Zero);
        pulse.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(wait.TotalMilliseconds, 1))), Timeout.InfiniteTimeSpan);
    }

    // Timer callback: releases whoever is due. A hold is kept meanwhile, so that time stands still until they have gone on.
    private void OnPulse()
    {
        var due = new List<Waiter>();
        HoldOnClock hold;
        lock (gate)
        {
            if (stopped is not null)
                return;
            Flow();
            while (waiters.TryPeek(out _, out var first) && first.Instant <= shown)
                due.Add(waiters.Dequeue());
            if (due.Count == 0)
            {
                SchedulePulse();
                return;
            }

            hold = TakeHold();
        }

        // Continuations only run here, inside the release, where no context is current.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            foreach (var waiter in due)
                waiter.Release();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            hold.Dispose();
        }
    }

    // Under the gate.
    private bool Persist(DateTimeOffset instant)
    {
        if (instant == persisted)
            return true;
        try
        {
            file.Write(instant);
            persisted = instant;
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not swallowed: every present and future wait fails with it. Thrown here it would end the process in a timer thread.
            ThreadPool.QueueUserWorkItem(static x => x.Clock.Stop(x.Error), (Clock: this, Error: error), preferLocal: false);
            stopped = error;
            return false;
        }
    }

    private void Stop(Exception reason)
    {
        List<Waiter> left = [];
        lock (gate)
        {
            stopped = reason;
            while (waiters.TryDequeue(out var waiter, out _))
                left.Add(waiter);
        }

        foreach (var waiter in left)
            waiter.Fail(Refusal(reason));
    }

    private static Exception Refusal(Exception reason) => reason is ObjectDisposedException
        ? new ObjectDisposedException(nameof(AcceleratedProcessClock))
        : new IOException("The process clock stopped because its file could not be written.", reason);

    private sealed class Waiter(Action release, Action<Exception> fail)
    {
        public void Release() => release();

        public void Fail(Exception error) => fail(error);
    }

    private sealed class HoldOnClock(AcceleratedProcessClock clock) : IDisposable
    {
        private AcceleratedProcessClock? held = clock;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.ReleaseHold();
    }

    /// <summary>A timer in process time. Its callback runs while time stands still.</summary>
    private sealed class ClockTimer : ITimer
    {
        private readonly Lock mine = new();
        private readonly AcceleratedProcessClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ExecutionContext? context = ExecutionContext.Capture();
        private Waiter? pending;
        private DateTimeOffset due;
        private TimeSpan period;
        private bool disposed;

        public ClockTimer(AcceleratedProcessClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.clock = clock;
            this.callback = callback;
            this.state = state;
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Check(dueTime);
            Check(period);
            lock (mine)
            {
                if (disposed)
                    return false;
                Cancel();
                this.period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    Arm(clock.GetUtcNow() + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (mine)
            {
                disposed = true;
                Cancel();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private static void Check(TimeSpan time)
        {
            if (time != Timeout.InfiniteTimeSpan)
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        }

        private void Cancel()
        {
            if (pending is not null)
                clock.Forget(pending);
            pending = null;
        }

        private void Arm(DateTimeOffset instant)
        {
            due = instant;
            Waiter? waiter = null;
            waiter = new Waiter(() => Fire(waiter!), static _ => { });
            pending = waiter;
            clock.Enqueue(instant, waiter);
        }

        private void Fire(Waiter waiter)
        {
            lock (mine)
            {
                if (disposed || pending != waiter)
                    return;
                pending = null;
                if (period > TimeSpan.Zero)
                    Arm(due + period);
            }

            if (context is null)
                callback(state);
            else
                ExecutionContext.Run(context, static timer => ((ClockTimer)timer!).Call(), this);
        }

        private void Call() => callback(state);
    }

    // A timer that is due at once fires from the pulse, never from within its own making.
    private void Enqueue(DateTimeOffset instant, Waiter waiter)
    {
        lock (gate)
        {
            if (stopped is not null)
                return;
            waiters.Enqueue(waiter, (instant, arrivals++));
            SchedulePulse();
        }
    }
}
