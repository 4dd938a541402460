namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>"Das waren wir nicht": somebody at a body's address says that what was stored in its name is not the body's.</summary>
public sealed record Disowned
{
    /// <summary>Receipt number of the statement, or of the mark "abweichend".</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>The statement's number; null for the mark.</summary>
    public int? Version { get; init; }

    /// <summary>When it was said first.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When staff had seen to it; null until then.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
