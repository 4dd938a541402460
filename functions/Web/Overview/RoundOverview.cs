using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Overview;

/// <summary>A round's state as API and dashboard show it. Holds no text of a statement that is not submitted, and no address.</summary>
public sealed record RoundOverview
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>Its consultation.</summary>
    public required string Consultation { get; init; }

    /// <summary>Its number within the consultation.</summary>
    public required int Number { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Stage of the process.</summary>
    public required string Stage { get; init; }

    /// <summary>Where it stands.</summary>
    public required RoundState State { get; init; }

    /// <summary>Hash of its draft: what a decision names.</summary>
    public required string DraftHash { get; init; }

    /// <summary>Time zone of its dates.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Process time of this overview.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the collection closes, as things stand.</summary>
    public required DateTimeOffset CollectionClosesAt { get; init; }

    /// <summary>When the synopsis was frozen; null until then.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Until when the steering group is asked to decide.</summary>
    public DateTimeOffset? DecisionDue { get; init; }

    /// <summary>The decision; null until recorded.</summary>
    public DecisionOverview? Decision { get; init; }

    /// <summary>The round before.</summary>
    public string? PreviousRoundId { get; init; }

    /// <summary>The round after.</summary>
    public string? NextRoundId { get; init; }

    /// <summary>Why it does not live here; null where it does.</summary>
    public RoundAbsence? Away { get; init; }

    /// <summary>Bodies asked so far, answered, silent …: each asked body is in exactly one of the last four.</summary>
    public required OverviewCounts Counts { get; init; }

    /// <summary>Its bodies, in the roster's order.</summary>
    public required IReadOnlyList<BodyOverview> Bodies { get; init; }

    /// <summary>Letters to print and post.</summary>
    public IReadOnlyList<string> LettersToPost { get; init; } = [];

    /// <summary>Mails that the service refused for good.</summary>
    public IReadOnlyList<string> FailedMails { get; init; } = [];

    /// <summary>What was erased, by rule or on request; null where nothing was.</summary>
    public ErasureOverview? Erased { get; init; }

    /// <summary>Mails that did not arrive, by report of the mail service, and have not been overtaken since by another address.</summary>
    public IReadOnlyList<AstrayMail> AstrayMails { get; init; } = [];

    /// <summary>"Das waren wir nicht": what nobody of staff has seen to yet, with the body that says it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<(BodyOverview Body, Disowned Said)> OpenDisowned =>
        Bodies.SelectMany(body => body.Disowned.Where(said => said.SettledAt is null).Select(said => (body, said)));

    /// <summary>Overviews of all stored rounds, in the order of their start.</summary>
    public static async Task<IReadOnlyList<RoundOverview>> AllAsync(IRoundStore store, ProcessClock clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        var rounds = new List<RoundOverview>();
        await foreach (var round in store.ReadAllAsync(cancellationToken))
            rounds.Add(Of(round, clock.GetUtcNow()));
        return rounds;
    }

    /// <summary>The overview of a round.</summary>
    public static RoundOverview Of(RoundView round, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        var bodies = round.Bodies.Select(b => BodyOverview.Of(round, b, now)).ToList();
        return new()
        {
            RoundId = round.Round.RoundId,
            Consultation = round.Round.Settings.Consultation,
            Number = round.Round.Number,
            Title = round.Round.Settings.Title,
            Stage = round.Round.Settings.Stage,
            State = round.Round.State,
            DraftHash = round.Round.DraftHash,
            TimeZone = round.Round.Settings.TimeZone,
            AsOf = now,
            StartedAt = round.Round.StartedAt,
            CollectionClosesAt = CollectionWindow.CollectionClosesAt(round),
            FrozenAt = round.Round.FrozenAt,
            DecisionDue = round.Round.DecisionDue,
            Decision = DecisionOverview.Of(round.Decision),
            PreviousRoundId = round.Round.PreviousRoundId,
            NextRoundId = round.Round.NextRoundId,
            Away = round.Round.Away,
            Counts = OverviewCounts.Of(round),
            Bodies = bodies,
            LettersToPost = [.. round.Mails.Where(m => m is { State: MailState.Letter, LetterPostedAt: null }).Select(m => m.MailId)],
            Erased = ErasureOverview.Of(round.Erasures),
            FailedMails = [.. round.Mails.Where(m => m.State == MailState.Failed && !IsMended(round, m)).Select(m => m.MailId)],
            AstrayMails =
            [
                .. round.Mails.Where(m => !IsMended(round, m)).SelectMany(m => m.Deliveries.Where(d => !d.Status.Arrived()).Select(d => new AstrayMail(m.MailId, m.Recipient, d.Status))),
            ],
        };
    }

    // Staff have since mended how its recipient is reached.
    private static bool IsMended(RoundView round, MailRecord mail) => round.MendedAt(mail.Recipient) is { } mended && mail.DueAt < mended;
}

/// <summary>A mail that did not arrive.</summary>
/// <param name="MailId">The mail.</param>
/// <param name="Recipient">A body's id, or the steering group's.</param>
/// <param name="Status">What became of it.</param>
public sealed record AstrayMail(string MailId, string Recipient, DeliveryStatus Status);

/// <summary>One body in an overview.</summary>
public sealed record BodyOverview
{
    /// <summary>Its id.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its German name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to the process.</summary>
    public required BodyKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required BodyState State { get; init; }

    /// <summary>Its deadline, an exclusive instant.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Reminders sent so far.</summary>
    public int RemindersSent { get; init; }

    /// <summary>When the next reminder is due, if it has not answered by then; null if none is.</summary>
    public DateTimeOffset? NextReminderAt { get; init; }

    /// <summary>Whether it has answered in time.</summary>
    public bool Answered { get; init; }

    /// <summary>A text is begun and not submitted: it counts for nothing, and only the body reads it.</summary>
    public bool Begun { get; init; }

    /// <summary>How it ended; null while open.</summary>
    public BodyResult? Result { get; init; }

    /// <summary>Stored versions, oldest first.</summary>
    public IReadOnlyList<VersionOverview> Versions { get; init; } = [];

    /// <summary>Both a web and a paper statement exist and nobody has said which counts.</summary>
    public bool ChannelUndecided { get; init; }

    /// <summary>A council that marked "abweichend".</summary>
    public bool Dissents { get; init; }

    /// <summary>Receipts of which somebody at its address said "Das waren wir nicht".</summary>
    public IReadOnlyList<Disowned> Disowned { get; init; } = [];

    /// <summary>No mail reaches it, and none is sent until staff have mended its address; null where that is not known.</summary>
    public Undeliverable? Undeliverable { get; init; }

    /// <summary>Whether the newest invitation has arrived at one of its addresses, as the mail service reports.</summary>
    public bool InvitationArrived { get; init; }

    /// <summary>How often its deadline was extended.</summary>
    public int Extensions { get; init; }

    /// <summary>When it asked for more time and waits for the answer; null where it does not.</summary>
    public DateTimeOffset? MoreTimeAskedAt { get; init; }

    internal static BodyOverview Of(RoundView round, BodyRecord body, DateTimeOffset now) => new()
    {
        BodyId = body.BodyId,
        Name = body.Name,
        Kind = body.Kind,
        State = body.State,
        Deadline = body.Deadline,
        AskedAt = body.OpenedAt,
        RemindersSent = round.Mails.Count(m => m.Recipient == body.BodyId && m is { Kind: MailKind.Reminder, SentAt: not null }),
        NextReminderAt = NextReminder(round.Round.Settings, body, now),
        Answered = body.HasAnswered,
        Begun = body.Begun,
        Result = body.Result,
        Versions =
        [
            .. round.Statements.Where(s => s.BodyId == body.BodyId).Select(s => new VersionOverview
            {
                Number = s.Number,
                Channel = s.Channel,
                ReceiptNumber = s.ReceiptNumber,
                StoredAt = s.StoredAt,
                ReceivedOn = s.ReceivedOn,
                Nil = s.IsNil,
                Late = s.IsLate,
                LateAdmitted = s.LateAdmitted,
            }),
        ],
        ChannelUndecided = body is { WebVersion: not null, PaperVersion: not null, ChannelChoice: null },
        Dissents = body.Dissent is not null,
        Disowned = body.Disowned,
        Undeliverable = body.Undeliverable,
        InvitationArrived = round.Mails.Where(m => m.Recipient == body.BodyId && m.Kind == MailKind.Invitation).MaxBy(m => m.Step)?.Deliveries.Any(d => d.Status.Arrived()) == true,
        Extensions = body.Extensions.Count,
        MoreTimeAskedAt = body is { State: BodyState.Open, UndecidedRequest: { } request } ? request.At : null,
    };

    private static DateTimeOffset? NextReminder(RoundSettings settings, BodyRecord body, DateTimeOffset now)
    {
        if (body.State != BodyState.Open || body.HasAnswered || body.Undeliverable is not null)
            return null;
        var steps = settings.RemindersFor(body.Deadline).Where(s => s.At > now && !body.RemindersDone.Contains(s.Step)).ToList();
        return steps.Count == 0 ? null : steps.Min(s => s.At);
    }
}

/// <summary>One stored version of a statement in an overview.</summary>
public sealed record VersionOverview
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The way it came in.</summary>
    public required Domain.Statements.Channel Channel { get; init; }

    /// <summary>Receipt number.</summary>
    public required string ReceiptNumber { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Date of receipt on paper.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Fehlanzeige.</summary>
    public bool Nil { get; init; }

    /// <summary>Late.</summary>
    public bool Late { get; init; }

    /// <summary>Whether it was admitted; null until decided.</summary>
    public bool? LateAdmitted { get; init; }
}

/// <summary>Counts of bodies.</summary>
public sealed record OverviewCounts
{
    /// <summary>Bodies of the round.</summary>
    public int Bodies { get; init; }

    /// <summary>Asked so far: the base of what follows.</summary>
    public int Asked { get; init; }

    /// <summary>Last word behind the link, no nil return.</summary>
    public int Answered { get; init; }

    /// <summary>Last word entered on behalf, no nil return.</summary>
    public int OnBehalf { get; init; }

    /// <summary>Nil returns.</summary>
    public int Nil { get; init; }

    /// <summary>Of those that answered: who recorded "nicht betroffen" for what they do not name. Neither a nil return nor silence.</summary>
    public int NotAffected { get; init; }

    /// <summary>Asked, still open, and silent so far.</summary>
    public int Open { get; init; }

    /// <summary>Never answered in time.</summary>
    public int Expired { get; init; }

    internal static OverviewCounts Of(RoundView round)
    {
        var asked = round.Bodies.Where(b => b.State != BodyState.Planned).ToList();
        return new()
        {
            Bodies = round.Bodies.Count,
            Asked = asked.Count,
            Answered = asked.Count(b => b.ResultSoFar() == BodyResult.Received),
            OnBehalf = asked.Count(b => b.ResultSoFar() == BodyResult.OnBehalf),
            Nil = asked.Count(b => b.ResultSoFar() == BodyResult.NilReturn),
            NotAffected = EqualityStanding.Of(round).RestNotAffected ? 1 : 0,
            Open = asked.Count(b => b is { State: BodyState.Open, HasAnswered: false }),
            Expired = asked.Count(b => b is { State: BodyState.Closed, HasAnswered: false }),
        };
    }
}

/// <summary>The decision in an overview.</summary>
public sealed record DecisionOverview
{
    /// <summary>Accepted or returned.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>Date of the meeting.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>Instructions.</summary>
    public required IReadOnlyList<Instruction> Instructions { get; init; }

    /// <summary>Votes, where counted.</summary>
    public VoteCount? Votes { get; init; }

    internal static DecisionOverview? Of(DecisionRecord? decision) => decision is null
        ? null
        : new() { Outcome = decision.Outcome, DecidedOn = decision.DecidedOn, Instructions = decision.Instructions, Votes = decision.Votes };
}
