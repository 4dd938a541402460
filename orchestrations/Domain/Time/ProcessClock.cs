namespace LipServerless.Domain.Time;

/// <summary>
/// The clock of the process: deadlines, reminders, durable timers and NCRONTAB schedules follow it.
/// On Azure and in real use it is the system's clock; the demo runs an accelerated one.
/// Leases, retries, HTTP and signatures never use it: they take <see cref="TimeProvider"/> (the system's clock).
/// </summary>
/// <remarks>Thread-safe. All instants are UTC.</remarks>
public class ProcessClock : TimeProvider
{
    // The runtime's own timers end at 49.7 days; a round takes ten weeks.
    private static readonly TimeSpan LongestNap = TimeSpan.FromDays(1);

    private readonly TimeProvider source;

    /// <summary>A process clock that shows what <paramref name="source"/> shows.</summary>
    public ProcessClock(TimeProvider source)
    {
        ArgumentNullException.ThrowIfNull(source);
        this.source = source;
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => source.GetUtcNow();

    /// <inheritdoc />
    public override long GetTimestamp() => source.GetTimestamp();

    /// <inheritdoc />
    public override long TimestampFrequency => source.TimestampFrequency;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        source.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Says that work is in progress until the returned object is disposed. An accelerated clock stands still meanwhile, so
    /// that the pace of a demonstration sets only how fast idle time passes; the system's clock takes no notice.
    /// Holds may nest and overlap.
    /// </summary>
    public virtual IDisposable Hold() => Nothing.ToRelease;

    /// <summary>
    /// Completes as soon as this clock shows <paramref name="instant"/> or later; at once if it does already.
    /// Any distance is allowed. Fires with <see cref="OperationCanceledException"/> when cancelled.
    /// </summary>
    public virtual async Task WaitUntilAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        for (var left = instant - GetUtcNow(); left > TimeSpan.Zero; left = instant - GetUtcNow())
        {
            // Rounded up: a timer may fire a fraction of a millisecond early.
            var nap = left < LongestNap ? left + TimeSpan.FromMilliseconds(1) : LongestNap;
            await Task.Delay(nap, source, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing ToRelease = new();

        public void Dispose()
        {
        }
    }
}
