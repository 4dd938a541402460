namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// How long a lease holds, counted on the monotonic clock from before the request that asked for it: a process that was paused knows, when it
/// comes back, that its right has lapsed.
/// </summary>
internal sealed class LeaseTerm(TimeProvider time, TimeSpan duration)
{
    private readonly Lock gate = new();
    private TaskCompletionSource extended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long validUntil = long.MinValue;
    private bool isOver;

    public bool IsRunning => time.GetTimestamp() < Volatile.Read(ref validUntil);

    /// <summary>Completes while the term runs; waits for the next one while it has lapsed.</summary>
    /// <exception cref="OperationCanceledException">There is no next one.</exception>
    public async ValueTask WhenRunningAsync(CancellationToken cancellation)
    {
        while (!IsRunning)
        {
            Task next;
            lock (gate)
            {
                if (isOver)
                    throw new OperationCanceledException("This process does not run the task hub any more.");
                next = extended.Task;
            }

            if (!IsRunning)
                await next.WaitAsync(cancellation);
        }
    }

    /// <param name="from">The timestamp before the request that was granted.</param>
    public void Extend(long from)
    {
        Volatile.Write(ref validUntil, from + (long)(duration.TotalSeconds * time.TimestampFrequency));
        lock (gate)
        {
            extended.TrySetResult();
            extended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Lapses at once; may be extended again.</summary>
    public void Lapse() => Volatile.Write(ref validUntil, long.MinValue);

    /// <summary>Lapses for good.</summary>
    public void End()
    {
        Lapse();
        lock (gate)
        {
            isOver = true;
            extended.TrySetResult();
        }
    }
}
