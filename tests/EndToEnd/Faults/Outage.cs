using LipServerless.Testing;

namespace LipServerless.EndToEnd.Tests.Faults;

/// <summary>Storage is away from one request on, for a time.</summary>
internal sealed class Outage(int from, TimeSpan duration)
{
    private readonly Lock gate = new();
    private long? began;

    public int Count { get; private set; }

    public Fault? Next(ProxiedRequest request)
    {
        lock (gate)
        {
            if (request.Number < from)
                return null;
            began ??= TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(began.Value) > duration)
                return null;
            Count++;
            return Fault.Refuse();
        }
    }
}
