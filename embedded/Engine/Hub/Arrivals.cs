using System.Globalization;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Numbers messages in the order of their arrival, across restarts: begins at the system clock's ticks.</summary>
internal sealed class Arrivals(TimeProvider time)
{
    private long last = time.GetUtcNow().UtcTicks;

    public long NextNumber() => Interlocked.Increment(ref last);

    public string Next() => Format(NextNumber());

    private static string Format(long number) => number.ToString("D19", CultureInfo.InvariantCulture);
}
