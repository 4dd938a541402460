using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>
/// Staff extend the deadline of one body, of all that asked for more time, or of all that are still open, with a reason. Links, reminders
/// and the collection's close follow, because everything that wakes asks the store. A request for more time is granted by it.
/// </summary>
public sealed class ExtendDeadline(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>
    /// Extends. A council's deadline past the conference's start moves the conference's in the same step, or is refused
    /// (<see cref="ConferenceShift"/>). Where several bodies are meant, those that have this deadline already are passed over: repeating a
    /// command that broke off completes it.
    /// </summary>
    public async Task<CommandResult> ExecuteAsync(ExtensionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reason = Reasons.Checked(request.Reason);
        var round = await store.ReadAsync(request.RoundId, cancellationToken) ?? throw new RoundNotFoundException(request.RoundId);
        RequireUsual(request, round.Round.Settings.TimeZone);

        // The whole is tried before its first portion is stored: a refusal leaves nothing half done.
        var targets = Targets(round, request);
        var now = clock.GetUtcNow();
        _ = ConferenceShift.Of(round, Moved(round, request, targets, reason, now), request.ConferenceLastDay, reason, now);

        return await Portions.ChangeAsync(
            writer, request.RoundId, targets.Select(b => b.BodyId), (current, portion) => Decide(current, request, portion, reason), cancellationToken)
            ?? throw NothingOpen();
    }

    // Nulls: others were faster, and nothing of the portion is left to move.
    private (RoundChange?, IReadOnlyList<string>?) Decide(RoundView round, ExtensionRequest request, string[] bodyIds, string reason)
    {
        var now = clock.GetUtcNow();
        var left = request.BodyId is null
            ? [.. round.Bodies.Where(b => IsMeant(b, request) && bodyIds.Contains(b.BodyId) && b.Deadline < To(round, request, b))]
            : Targets(round, request);
        if (left.Count == 0)
            return (null, null);
        var moved = Moved(round, request, left, reason, now);
        var conference = ConferenceShift.Of(round, moved, request.ConferenceLastDay, reason, now);
        var change = new RoundChange
        {
            Put =
            [
                .. moved,
                .. conference.ToRow(),
                .. moved.Concat(conference.ToRow()).Where(b => b.State == BodyState.Open).Select(b => Mail(round, b, now)),
            ],
            Audit =
            [
                .. moved.Select(b => new AuditEntry { At = now, Verb = AuditVerb.Extended, Subject = b.BodyId, Channel = "api", Who = request.Who, Detail = reason }),
                .. conference.ToEntry(now, request.Who, reason),
            ],
        };
        return (change, Wakes.Of(round, [.. moved, .. conference.ToRow()]));
    }

    private static List<BodyRecord> Moved(RoundView round, ExtensionRequest request, List<BodyRecord> bodies, string reason, DateTimeOffset now) =>
        bodies.ConvertAll(body =>
        {
            var to = To(round, request, body);
            return to > body.Deadline && to > now
                ? body.Extended(to, reason, now)
                : throw CommandRefusedException.Invalid("lastDay", $"Die neue Frist muss nach der bisherigen und in der Zukunft liegen ({body.Name}).");
        });

    private static List<BodyRecord> Targets(RoundView round, ExtensionRequest request)
    {
        if (request.BodyId is null)
        {
            var meant = round.Bodies.Where(b => IsMeant(b, request)).ToList();
            if (meant.Count == 0)
                throw request.OnlyRequesting ? UndecidedRequests.NothingRequested() : NothingOpen();
            // Councils first: the portion that moves them moves the conference, and the later ones find both done.
            var left = meant.Where(b => b.Deadline != To(round, request, b)).OrderBy(b => b.Kind == BodyKind.IntegrationCouncil ? 0 : 1).ToList();
            return left.Count > 0 ? left : throw new CommandRefusedException(Refusal.Conflict, "Alle offenen Gremien haben diese Frist schon.");
        }

        var body = round.Body(request.BodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        if (body.State == BodyState.Closed)
            throw new CommandRefusedException(Refusal.Conflict, "Die Frist ist abgelaufen: Eine verspätete Stellungnahme kann zugelassen werden.");
        return request.OnlyRequesting && body.UndecidedRequest is null ? throw UndecidedRequests.NothingRequested() : [body];
    }

    private static bool IsMeant(BodyRecord body, ExtensionRequest request) =>
        body.State == BodyState.Open && (!request.OnlyRequesting || body.UndecidedRequest is not null);

    private static DateTimeOffset To(RoundView round, ExtensionRequest request, BodyRecord body) => LocalTime.EndOf(
        request.LastDay ?? body.UndecidedRequest?.WishedLastDay
            ?? throw CommandRefusedException.Invalid("lastDay", "Bitte den neuen letzten Tag angeben (JJJJ-MM-TT)."),
        round.Round.Settings.TimeZone);

    private void RequireUsual(ExtensionRequest request, string zone)
    {
        var latest = LocalTime.LatestDeadline(LocalTime.DateOf(clock.GetUtcNow(), zone));
        if (request.LastDay > latest)
            throw CommandRefusedException.Invalid("lastDay", "Die Frist liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");
        if (request.ConferenceLastDay > latest)
            throw CommandRefusedException.Invalid("conferenceLastDay", "Die Frist liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");
    }

    private static CommandRefusedException NothingOpen() => new(Refusal.Conflict, "Kein Gremium ist mehr offen: Es gibt nichts zu verlängern.");

    private static MailRecord Mail(RoundView before, BodyRecord body, DateTimeOffset now) => new()
    {
        Recipient = body.BodyId,
        Owner = body.BodyId,
        Kind = before.Body(body.BodyId)?.UndecidedRequest is null ? MailKind.Extended : MailKind.ExtensionGranted,
        Step = body.Extensions.Count,
        DueAt = now,
    };
}

/// <summary>A wish to extend.</summary>
public sealed record ExtensionRequest
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body; null for all that are open, or all that asked for more time.</summary>
    public string? BodyId { get; init; }

    /// <summary>Only bodies whose request for more time is undecided.</summary>
    public bool OnlyRequesting { get; init; }

    /// <summary>The new last day, local; ends at 24:00. Null: the day that each body wished for.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>The conference's new last day, where a council's extension moves it; null for as many days as its start moves.</summary>
    public DateOnly? ConferenceLastDay { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The person who grants it.</summary>
    public required string Who { get; init; }
}
