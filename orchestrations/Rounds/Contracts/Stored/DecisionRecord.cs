using LipServerless.Domain.Decisions;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>The steering group's decision about one named version of the draft.</summary>
public sealed record DecisionRecord : StoredRecord
{
    /// <summary>The only key of its kind in a partition.</summary>
    public const string TheKey = "4-decision";

    /// <inheritdoc />
    public override string Key => TheKey;

    /// <summary>Accepted or returned.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Hash of the version decided on: the round's own.</summary>
    public required string DraftHash { get; init; }

    /// <summary>The date of the meeting.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>Instructions; at least one where returned.</summary>
    public IReadOnlyList<Instruction> Instructions { get; init; } = [];

    /// <summary>Votes for, against and abstentions where counted: they inform, the chair's finding decides.</summary>
    public VoteCount? Votes { get; init; }

    /// <summary>The chair's finding or a note, plain text.</summary>
    public string? Note { get; init; }

    /// <summary>When it was recorded (process time).</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>A counted vote, as committees record it (8:0:3).</summary>
public sealed record VoteCount
{
    /// <summary>Ja.</summary>
    public int For { get; init; }

    /// <summary>Nein.</summary>
    public int Against { get; init; }

    /// <summary>Enthaltungen.</summary>
    public int Abstentions { get; init; }
}
