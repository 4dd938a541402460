namespace LipServerless.Embedded.Hosting.Clock;

/// <summary>How an <see cref="AcceleratedProcessClock"/> runs.</summary>
public sealed record AcceleratedClockOptions
{
    /// <summary>What the clock shows when it is opened for the first time; later it goes on from its file. UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Real time that one idle day of the process takes; more than zero.</summary>
    public required TimeSpan Pace { get; init; }

    /// <summary>File that keeps the clock over restarts; its folder is made where it is missing.</summary>
    public required string File { get; init; }

    /// <summary>
    /// Real time without any hold after which the process counts as idle and time flows again. Bridges the gap between one
    /// step of work and the next, such as a page and the request that follows it. Default: 5 ms.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(5);
}
