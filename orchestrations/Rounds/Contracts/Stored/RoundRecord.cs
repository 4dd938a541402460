using LipServerless.Domain.Settings;
using LipServerless.Domain.States;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>A round: one draft asked about once.</summary>
public sealed record RoundRecord : StoredRecord
{
    /// <summary>The only key of its kind in a partition.</summary>
    public const string TheKey = "0-round";

    /// <inheritdoc />
    public override string Key => TheKey;

    /// <summary><c>{consultation}-r{number}</c>, <c>[a-z0-9-]</c>, at most 48 characters.</summary>
    public required string RoundId { get; init; }

    /// <summary>1, 2, 3 … within the consultation.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands.</summary>
    public RoundState State { get; init; }

    /// <summary>Which orchestration runs it; raised whenever it is started anew from the store. 0: none started yet.</summary>
    public int Generation { get; init; }

    /// <summary>Process time of its start.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Frozen settings.</summary>
    public required RoundSettings Settings { get; init; }

    /// <summary>Hash of the draft that is asked about (see the Domain's Draft).</summary>
    public required string DraftHash { get; init; }

    /// <summary>Document that holds the draft cut into paragraphs.</summary>
    public required string DraftDocument { get; init; }

    /// <summary>Document that holds the file as it was handed in.</summary>
    public required string DraftFile { get; init; }

    /// <summary>The name of that file.</summary>
    public required string DraftFileName { get; init; }

    /// <summary>Ids of commentable paragraphs with relevance for equality.</summary>
    public IReadOnlyList<string> FlaggedParagraphs { get; init; } = [];

    /// <summary>The round whose returned draft this one revises; null in the first.</summary>
    public string? PreviousRoundId { get; init; }

    /// <summary>The round that its revised draft started; null until then.</summary>
    public string? NextRoundId { get; init; }

    /// <summary>Document that holds the frozen synopsis (JSON); null until the collection closed.</summary>
    public string? SynopsisDocument { get; init; }

    /// <summary>When the synopsis was frozen.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Until when the steering group is asked to decide (exclusive instant); set on freezing.</summary>
    public DateTimeOffset? DecisionDue { get; init; }

    /// <summary>Reminder steps to the steering group that are done or skipped.</summary>
    public IReadOnlyList<int> DecisionRemindersDone { get; init; } = [];

    /// <summary>Whether the outcome has been queued to all bodies.</summary>
    public bool OutcomeTold { get; init; }

    /// <summary>When staff last mended how the steering group is reached.</summary>
    public DateTimeOffset? SteeringMendedAt { get; init; }

    /// <summary>Set while the round does not live here; null where it does.</summary>
    public RoundAbsence? Away { get; init; }
}
