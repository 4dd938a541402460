namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>Staff ask the equality officer to look again at her "nicht betroffen". Her next version answers it, whatever it says.</summary>
public sealed record NotAffectedChallenge
{
    /// <summary>When it was asked (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version that said "nicht betroffen".</summary>
    public required int Version { get; init; }

    /// <summary>Ids of the paragraphs it is about; empty for the draft as a whole.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Why, in the words of staff.</summary>
    public required string Reason { get; init; }
}
