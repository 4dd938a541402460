using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>A body in a round: the row for which submitting and closing compete.</summary>
public sealed record BodyRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "1-body-";

    /// <inheritdoc />
    public override string Key => Prefix + BodyId;

    /// <summary>The body's id on the roster.</summary>
    public required string BodyId { get; init; }

    /// <summary>What it is to the process.</summary>
    public required BodyKind Kind { get; init; }

    /// <summary>Its German name, frozen.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public BodyState State { get; init; }

    /// <summary>Exclusive instant of its deadline, extensions included.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Closed by staff before its deadline.</summary>
    public bool ClosedEarly { get; init; }

    /// <summary>Why, in the words of staff; the body is told.</summary>
    public string? CloseReason { get; init; }

    /// <summary>How it ended; null until closed.</summary>
    public BodyResult? Result { get; init; }

    /// <summary>Generation of its reply link; raising it revokes the link.</summary>
    public int LinkGeneration { get; init; } = 1;

    /// <summary>Generation of the link to forward, which can never submit; raised with <see cref="LinkGeneration"/>, and alone.</summary>
    public int ForwardGeneration { get; init; } = 1;

    /// <summary>Reminder steps that are sent or were skipped; emptied by an extension, which starts the reminders anew.</summary>
    public IReadOnlyList<int> RemindersDone { get; init; } = [];

    /// <summary>The number of the newest stored statement version, of any channel; 0 for none.</summary>
    public int Versions { get; init; }

    /// <summary>The newest version handed in behind the link in time; null for none.</summary>
    public int? WebVersion { get; init; }

    /// <summary>The newest version entered on behalf and received in time; null for none.</summary>
    public int? PaperVersion { get; init; }

    /// <summary>The newest version, of any channel, handed in or received in time: the last word where one must be named.</summary>
    public int? LatestVersion { get; init; }

    /// <summary>Whether that last word is a nil return.</summary>
    public bool LatestIsNil { get; init; }

    /// <summary>A text has been begun and not submitted; its content is the body's own affair.</summary>
    public bool Begun { get; init; }

    /// <summary>Which counts where both a web and a paper statement exist; null until the body's contact has said.</summary>
    public ChannelChoice? ChannelChoice { get; init; }

    /// <summary>Extensions granted, oldest first.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Requests for more time, oldest first; at most the last is undecided.</summary>
    public IReadOnlyList<MoreTimeRequest> MoreTime { get; init; } = [];

    /// <summary>For the equality officer: challenges of her "nicht betroffen", oldest first.</summary>
    public IReadOnlyList<NotAffectedChallenge> Challenges { get; init; } = [];

    /// <summary>For a council: its mark "abweichend" on the joint view.</summary>
    public DissentMark? Dissent { get; init; }

    /// <summary>Receipts of which somebody at the body's address said "Das waren wir nicht", in that order.</summary>
    public IReadOnlyList<Disowned> Disowned { get; init; } = [];

    /// <summary>Its address takes no mail; null while it does, as far as is known, and once it is mended.</summary>
    public Undeliverable? Undeliverable { get; init; }

    /// <summary>When staff last mended how it is reached; what was due before then is not made up for.</summary>
    public DateTimeOffset? ContactMendedAt { get; init; }

    /// <summary>For the conference: when it last adopted the joint view; null where it did not.</summary>
    public DateTimeOffset? AdoptedAt { get; init; }

    /// <summary>Whether it has answered in time by any channel.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasAnswered => LatestVersion is not null;

    /// <summary>The request for more time that is undecided; null for none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public MoreTimeRequest? UndecidedRequest => MoreTime is [.., { State: MoreTimeState.Requested } last] ? last : null;

    /// <summary>
    /// The exclusive instant at which an open body closes: its deadline, or later where a refused request left it some rest. Null while a
    /// request is undecided: then it stays open however late that becomes.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? ClosesAt =>
        UndecidedRequest is not null ? null
        : MoreTime is [.., { State: MoreTimeState.Refused, OpenUntil: { } rest }] && rest > Deadline ? rest
        : Deadline;

    /// <summary>The end as it can be told: as <see cref="ClosesAt"/>; while that is undecided, the deadline.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset EndsAt => ClosesAt ?? Deadline;

    /// <summary>Whether what it hands in at this instant is in time.</summary>
    public bool IsOpenAt(DateTimeOffset now) => State == BodyState.Open && (ClosesAt is not { } end || now < end);

    /// <summary>How its part would end if it ended now: the last word given in time decides between the channels.</summary>
    public BodyResult ResultSoFar() => this switch
    {
        { LatestVersion: null } => BodyResult.Expired,
        { LatestIsNil: true } => BodyResult.NilReturn,
        _ => LatestVersion == WebVersion ? BodyResult.Received : BodyResult.OnBehalf,
    };

    /// <summary>
    /// The step under which a reminder mail is stored: an extension starts the reminders anew, and each is one mail of its own.
    /// </summary>
    public int ReminderMailStep(int reminderStep) => (100 * Extensions.Count) + reminderStep;
}
