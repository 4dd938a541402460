namespace LipServerless.Testing;

/// <summary>
/// A clock that moves only when a test says so. Its timers fire inside <see cref="Advance"/>, in the order of their instants, and
/// the clock shows each timer's own instant while it fires. Timestamps follow the clock; the local zone is UTC.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now;

    /// <summary>A clock that shows a Friday in 2026.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start)
    {
        now = start.ToUniversalTime();
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire: what a test may wait for before it advances.</summary>
    public int PendingTimers
    {
        get
        {
            lock (gate)
                return timers.Count(t => t.Due is not null);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock by <paramref name="distance"/> and fires what falls due on the way, the end included.</summary>
    public void Advance(TimeSpan distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, TimeSpan.Zero);
        SetUtcNow(GetUtcNow() + distance);
    }

    /// <summary>Moves the clock to <paramref name="instant"/>, never back.</summary>
    public void SetUtcNow(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        while (TakeNextDue(instant.ToUniversalTime()) is { } timer)
            timer.Fire();
    }

    /// <summary>Moves the clock to the next timer and fires it; false when none waits.</summary>
    public bool AdvanceToNextTimer()
    {
        DateTimeOffset? next;
        lock (gate)
            next = timers.Min(t => t.Due);
        if (next is { } due)
            SetUtcNow(due);
        return next is not null;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // Callbacks run outside the lock: they may read the clock, start timers and advance it themselves.
    private ManualTimer? TakeNextDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next is null)
            {
                if (until > now)
                    now = until;
                return null;
            }

            if (next.Due > now)
                now = next.Due.Value;
            next.Due = next.Period > TimeSpan.Zero ? now + next.Period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ManualTimer? atOnce = null;
            lock (clock.gate)
            {
                if (disposed)
                    return false;
                if (!clock.timers.Contains(this))
                    clock.timers.Add(this);
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (dueTime == TimeSpan.Zero)
                {
                    Due = period > TimeSpan.Zero ? clock.now + period : null;
                    atOnce = this;
                }
            }

            // The system's timers fire on the pool: their creator has returned from CreateTimer by then.
            if (atOnce is not null)
                ThreadPool.QueueUserWorkItem(static t => t.Fire(), atOnce, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                Due = null;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
