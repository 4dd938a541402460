using System.Text.Json.Serialization;
using LipServerless.Domain.Decisions;

namespace LipServerless.Rounds.Contracts;

/// <summary>Input of a round's orchestration, and of the activities that concern the whole round.</summary>
public sealed record RoundInput
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The generation this orchestration belongs to; an older one than the store's ends without a deed.</summary>
    public required int Generation { get; init; }

    /// <summary>The orchestration's current time.</summary>
    public DateTimeOffset AsOf { get; init; }
}

/// <summary>Who is to be asked, in which order.</summary>
public sealed record RoundOpening
{
    /// <summary>Another generation runs the round: end.</summary>
    public bool Superseded { get; init; }

    /// <summary>Ids of the integration councils.</summary>
    public IReadOnlyList<string> Councils { get; init; } = [];

    /// <summary>Id of their conference of delegates; null where there is none.</summary>
    public string? Conference { get; init; }

    /// <summary>Ids of the bodies that answer independently of the councils.</summary>
    public IReadOnlyList<string> Independent { get; init; } = [];
}

/// <summary>What the round's own loop does next.</summary>
public sealed record RoundStep
{
    /// <summary>The deed.</summary>
    public required RoundStepKind Kind { get; init; }

    /// <summary>For <see cref="RoundStepKind.Wait"/>: when to look again at the latest; null to wait for a change only.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>For <see cref="RoundStepKind.Send"/>: the mail.</summary>
    public string? MailId { get; init; }

    /// <summary>For <see cref="RoundStepKind.Remind"/>: the reminder's step.</summary>
    public int ReminderStep { get; init; }

    /// <summary>For <see cref="RoundStepKind.Ended"/>: the decision.</summary>
    public DecisionOutcome? Outcome { get; init; }
}

/// <summary>Deeds of a round's own loop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundStepKind>))]
public enum RoundStepKind
{
    /// <summary>Nothing to do before <see cref="RoundStep.At"/> or a change.</summary>
    Wait,

    /// <summary>Send a mail that is due.</summary>
    Send,

    /// <summary>The collection is over: freeze the synopsis.</summary>
    Freeze,

    /// <summary>Remind the steering group.</summary>
    Remind,

    /// <summary>Decided: tell the outcome.</summary>
    Tell,

    /// <summary>Decided and told: nothing left to do.</summary>
    Ended,

    /// <summary>Another generation runs the round: end.</summary>
    Superseded,
}

/// <summary>How a round's orchestration ended.</summary>
public sealed record RoundResult
{
    /// <summary>The decision; null where another generation took over.</summary>
    public DecisionOutcome? Outcome { get; init; }

    /// <summary>Bodies that answered by any channel, nil returns included.</summary>
    public int Answered { get; init; }

    /// <summary>Bodies that never answered in time.</summary>
    public int Expired { get; init; }
}
