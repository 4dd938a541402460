namespace LipServerless.Embedded.Demo;

/// <summary>How the demo is played.</summary>
public sealed record DemoOptions
{
    /// <summary>Real time that an idle day of the process takes unless told otherwise: some four months pass within a minute on two cores.</summary>
    public static readonly TimeSpan UsualPace = TimeSpan.FromMilliseconds(120);

    /// <summary>Real time that an idle day of the process takes; more than zero.</summary>
    public TimeSpan Pace { get; init; } = UsualPace;

    /// <summary>End when all is played, instead of staying up for a person to look around.</summary>
    public bool Exit { get; init; }

    /// <summary>A draft of one's own; null for the sample drafts.</summary>
    public FileInfo? Draft { get; init; }

    /// <summary>Leave the temporary workspace behind. For tests.</summary>
    public bool Keep { get; init; }
}
