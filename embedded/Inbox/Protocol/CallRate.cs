namespace LipServerless.Embedded.Inbox.Protocol;

/// <summary>Counts calls of the last minute. Not thread-safe.</summary>
internal sealed class CallRate(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<long> calls = new();

    /// <summary>Counts one more call and answers null; or, if there were <paramref name="limit"/> already, how long to wait.</summary>
    public TimeSpan? Refuses(int limit)
    {
        while (calls.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= Window) calls.Dequeue();
        if (calls.Count >= limit) return calls.TryPeek(out var first) ? Window - clock.GetElapsedTime(first) : Window;
        calls.Enqueue(clock.GetTimestamp());
        return null;
    }
}
