using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>A mail that is due or was sent: inserted with the change that causes it, sent by its owner's orchestration.</summary>
public sealed record MailRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "3-mail-";

    /// <inheritdoc />
    public override string Key => Prefix + MailId;

    /// <summary>The id of a mail: one for each (recipient, kind, step) of a round.</summary>
    public static string IdOf(string recipient, MailKind kind, int step) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{recipient}.{kind}.{step}");

    /// <summary>See <see cref="IdOf"/>.</summary>
    [JsonIgnore]
    public string MailId => IdOf(Recipient, Kind, Step);

    /// <summary>A body's id, or the steering group's; for a mail to the project office the body that it is about.</summary>
    public required string Recipient { get; init; }

    /// <summary>Whether it is known not to have reached somebody, or to have failed before.</summary>
    [JsonIgnore]
    public bool HasGoneAstray => State == MailState.Failed || Deliveries.Any(delivery => !delivery.Status.Arrived());

    /// <summary>Whether it goes to the project office, whoever it is about.</summary>
    [JsonIgnore]
    public bool IsToOffice => Kind is MailKind.Disowned;

    /// <summary>Whose orchestration sends it: a body's id, or the round's.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is about.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>Reminder step, statement version, extension number …; 0 where there is only one.</summary>
    public int Step { get; init; }

    /// <summary>When it became due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why, in the words of staff, where the mail is the only one that says so: a request refused, a link withdrawn.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it stands.</summary>
    public MailState State { get; init; }

    /// <summary>Operation id at the mail service: derived from round and mail id, stored before the first send.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>When the service took it over; until it says that it has sent it, it is asked again. Never handed over a second time.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Not to be touched before: the service asked for patience, or has not finished with it.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often the service has asked for patience before it accepted it.</summary>
    public int PutOff { get; init; }

    /// <summary>When the service accepted it, or the letter became a staff task.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Where it failed: the service's code, or ours.</summary>
    public string? FailureCode { get; init; }

    /// <summary>What was reported of its delivery: the last word on each recipient.</summary>
    public IReadOnlyList<MailDelivery> Deliveries { get; init; } = [];

    /// <summary>For a letter: when staff had posted it.</summary>
    public DateTimeOffset? LetterPostedAt { get; init; }
}

/// <summary>Where a mail stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailState>))]
public enum MailState
{
    /// <summary>To be sent.</summary>
    Due,

    /// <summary>Its operation id is stored; it may have been handed over.</summary>
    Sending,

    /// <summary>Accepted by the mail service.</summary>
    Sent,

    /// <summary>The recipient has no e-mail: a printable letter is a staff task.</summary>
    Letter,

    /// <summary>Refused for good, or no contact is stored; shows on the dashboard.</summary>
    Failed,

    /// <summary>Overtaken before it left, such as a reminder to a body that has answered meanwhile: not sent.</summary>
    Dropped,
}

/// <summary>What a mail is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailKind>))]
public enum MailKind
{
    /// <summary>A body is asked.</summary>
    Invitation,

    /// <summary>A body has not submitted; Step is the reminder's.</summary>
    Reminder,

    /// <summary>Copy of what was submitted behind the link; Step is the version.</summary>
    Receipt,

    /// <summary>Copy of what staff entered on behalf; Step is the version.</summary>
    OnBehalfCopy,

    /// <summary>The deadline was moved; Step counts extensions.</summary>
    Extended,

    /// <summary>The body asked for more time and got it; Step counts extensions, as for <see cref="Extended"/>.</summary>
    ExtensionGranted,

    /// <summary>The body asked for more time and did not get it; Step counts its requests, <see cref="MailRecord.Reason"/> says why.</summary>
    ExtensionRefused,

    /// <summary>The body's link was withdrawn, a new one is given; Step is the new link's generation less one, <see cref="MailRecord.Reason"/> says why.</summary>
    LinkWithdrawn,

    /// <summary>Somebody with a dead link asked for the one that is good now; Step counts them in the round.</summary>
    NewLink,

    /// <summary>Staff closed the body before its deadline.</summary>
    ClosedEarly,

    /// <summary>To a council: the conference adopted the joint view; Step is the conference's version.</summary>
    Adopted,

    /// <summary>To the equality officer: staff ask her to look again at her "nicht betroffen"; Step counts challenges.</summary>
    NotAffectedChallenged,

    /// <summary>To a council: its mark "abweichend" is stored.</summary>
    DissentReceipt,

    /// <summary>To the project office: a body says of a receipt "Das waren wir nicht"; Recipient is the body, Step counts its messages.</summary>
    Disowned,

    /// <summary>To the conference of delegates at the start: the draft, for reading, and from when it sees the councils' views.</summary>
    ConferenceReading,

    /// <summary>To the steering group at the start: the draft, for reading.</summary>
    SteeringReading,

    /// <summary>To the steering group: the frozen synopsis, for decision.</summary>
    SteeringSynopsis,

    /// <summary>To the steering group: the decision is due; Step is the reminder's.</summary>
    SteeringReminder,

    /// <summary>To every body: the decision, its instructions, and the synopsis.</summary>
    Outcome,
}
