namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>The address that holds a body's own link takes no mail: no reminders until staff have mended it.</summary>
public sealed record Undeliverable
{
    /// <summary>Since when that is known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The mail that showed it.</summary>
    public required string MailId { get; init; }
}
