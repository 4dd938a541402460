using System.Globalization;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Numbers messages in the order of their arrival, across restarts: begins at the system clock's ticks. Should that clock have been set
/// back since the last start, keys still differ by the process.
/// </summary>
internal sealed class Arrivals(TimeProvider time)
{
    // Random once a process: once a message is noticeable.
    private static readonly string Process = Guid.NewGuid().ToString("N")[..8];

    private long last = time.GetUtcNow().UtcTicks;

    public long NextNumber() => Interlocked.Increment(ref last);

    public string Next() => Format(NextNumber());

    /// <summary>The key of a message that came from outside; unique, and in the order of arrival.</summary>
    public string NextKey() => Next() + "-" + Process;

    private static string Format(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
