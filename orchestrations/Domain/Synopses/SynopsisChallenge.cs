using System.Text.Json.Serialization;

namespace LipServerless.Domain.Synopses;

/// <summary>A challenge of the equality officer's "nicht betroffen", and what became of it.</summary>
public sealed record SynopsisChallenge
{
    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Ids of the paragraphs it is about; empty for the draft as a whole.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What became of it.</summary>
    public required ChallengeOutcome Outcome { get; init; }
}

/// <summary>What became of a challenge.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChallengeOutcome>))]
public enum ChallengeOutcome
{
    /// <summary>Not answered.</summary>
    Open,

    /// <summary>She looked again and stands by it.</summary>
    Confirmed,

    /// <summary>She said something else.</summary>
    Changed,
}
