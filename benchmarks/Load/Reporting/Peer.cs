namespace LipServerless.Load.Reporting;

/// <summary>
/// The peer: Microsoft's own core (DurableTask.Core without gRPC, its orchestrations in memory), measured with the same orchestration on
/// two cores that it shared with its load generator. Given with the task, not measured here: on another machine only our own figures move.
/// </summary>
internal static class Peer
{
    /// <summary>Orchestrations a second, 200 at once: the worst of its runs.</summary>
    public const double LowestPerSecond = 980;

    /// <summary>The best of its runs.</summary>
    public const double HighestPerSecond = 1650;

    /// <summary>Start to completion with 200 at once, median.</summary>
    public const double MedianMilliseconds = 117;

    /// <summary>Start to completion of one alone.</summary>
    public const double AloneMilliseconds = 0.8;

    /// <summary>How many times the peer's throughput is aimed at.</summary>
    public const double Aim = 2;
}
