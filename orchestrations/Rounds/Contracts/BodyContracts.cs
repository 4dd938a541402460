using System.Text.Json.Serialization;
using LipServerless.Domain.States;

namespace LipServerless.Rounds.Contracts;

/// <summary>Input of a body's orchestration, and of the activities that concern one body.</summary>
public sealed record BodyInput
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body's id on the roster.</summary>
    public required string BodyId { get; init; }

    /// <summary>The generation this orchestration belongs to.</summary>
    public required int Generation { get; init; }

    /// <summary>The orchestration's current time.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>For a reminder: its step.</summary>
    public int ReminderStep { get; init; }
}

/// <summary>What a body's loop does next.</summary>
public sealed record BodyStep
{
    /// <summary>The deed.</summary>
    public required BodyStepKind Kind { get; init; }

    /// <summary>For <see cref="BodyStepKind.Wait"/>: when to look again at the latest.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>For <see cref="BodyStepKind.Send"/>: the mail.</summary>
    public string? MailId { get; init; }

    /// <summary>For <see cref="BodyStepKind.Remind"/>: the reminder's step.</summary>
    public int ReminderStep { get; init; }

    /// <summary>For <see cref="BodyStepKind.Done"/>: how it ended.</summary>
    public BodyResult? Result { get; init; }
}

/// <summary>Deeds of a body's loop.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodyStepKind>))]
public enum BodyStepKind
{
    /// <summary>Nothing to do before <see cref="BodyStep.At"/> or a change.</summary>
    Wait,

    /// <summary>Ask it.</summary>
    Open,

    /// <summary>Send a mail that is due.</summary>
    Send,

    /// <summary>A reminder falls due.</summary>
    Remind,

    /// <summary>The deadline has passed: close.</summary>
    Close,

    /// <summary>Closed, and all its mails are sent.</summary>
    Done,

    /// <summary>Another generation runs the round: end.</summary>
    Superseded,
}

/// <summary>How a body's orchestration ended. It returns, it does not throw: one silent body never blocks the others.</summary>
public sealed record BodyOutcome
{
    /// <summary>The body's id.</summary>
    public required string BodyId { get; init; }

    /// <summary>How it ended; null where another generation took over.</summary>
    public BodyResult? Result { get; init; }
}

/// <summary>Input of the activity that sends one mail.</summary>
public sealed record SendMailInput
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The mail's id (see <see cref="Stored.MailRecord"/>).</summary>
    public required string MailId { get; init; }

    /// <summary>The generation that asks.</summary>
    public required int Generation { get; init; }

    /// <summary>The orchestration's current time.</summary>
    public DateTimeOffset AsOf { get; init; }
}

/// <summary>A deed was done, or had been done before.</summary>
public sealed record Done
{
    /// <summary>Whether it changed anything now.</summary>
    public bool Now { get; init; }
}
