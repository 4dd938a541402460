using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>
/// Staff extend the deadline of one body or of all that are still open, with a reason. Links, reminders and the collection's
/// close follow, because everything that wakes asks the store.
/// </summary>
public sealed class ExtendDeadline(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>
    /// Extends. A council's deadline that reaches the conference's moves that one in the same step, or is refused. Where all bodies
    /// are extended, those that have this deadline already are passed over: repeating a command that broke off completes it.
    /// </summary>
    public async Task<CommandResult> ExecuteAsync(ExtensionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reason = Reasons.Checked(request.Reason);
        var round = await store.ReadAsync(request.RoundId, cancellationToken) ?? throw new RoundNotFoundException(request.RoundId);
        RequireUsual(request, round.Round.Settings.TimeZone);

        // The whole is tried before its first portion is stored: a refusal leaves nothing half done.
        var targets = Targets(round, request);
        _ = Moved(round, request, targets, reason, clock.GetUtcNow());

        var (wake, done) = (new List<string>(), false);
        foreach (var portion in targets.Select(b => b.BodyId).Chunk(Portions.Bodies))
        {
            var woken = await writer.ChangeAsync(request.RoundId, current => Decide(current, request, portion, reason), cancellationToken);
            done |= woken is not null;
            wake.AddRange(woken ?? []);
        }

        return done ? new() { Wake = [.. wake.Distinct(StringComparer.Ordinal)] } : throw NothingOpen();
    }

    // Null: others were faster, and nothing of the portion is left to move.
    private (RoundChange?, IReadOnlyList<string>?) Decide(RoundView round, ExtensionRequest request, string[] bodyIds, string reason)
    {
        var now = clock.GetUtcNow();
        var to = LocalTime.EndOf(request.LastDay, round.Round.Settings.TimeZone);
        var left = request.BodyId is null
            ? [.. round.Bodies.Where(b => b.State == BodyState.Open && b.Deadline < to && bodyIds.Contains(b.BodyId))]
            : Targets(round, request);
        if (left.Count == 0)
            return (null, null);
        var moved = Moved(round, request, left, reason, now);
        var change = new RoundChange
        {
            Put = [.. moved, .. moved.Where(b => b.State == BodyState.Open).Select(b => Mail(b, now))],
            Audit = [.. moved.Select(b => new AuditEntry { At = now, Verb = AuditVerb.Extended, Subject = b.BodyId, Channel = "api", Who = request.Who, Detail = reason })],
        };
        return (change, Wakes.Of(round, moved));
    }

    private static List<BodyRecord> Moved(RoundView round, ExtensionRequest request, List<BodyRecord> bodies, string reason, DateTimeOffset now)
    {
        var zone = round.Round.Settings.TimeZone;
        var moved = bodies.ConvertAll(b => Moved(b, LocalTime.EndOf(request.LastDay, zone), reason, now));
        if (Conference(round, request, moved, reason, now, zone) is { } conference)
            moved.Add(conference);
        return moved;
    }

    private static List<BodyRecord> Targets(RoundView round, ExtensionRequest request)
    {
        if (request.BodyId is null)
        {
            var open = round.Bodies.Where(b => b.State == BodyState.Open).ToList();
            if (open.Count == 0)
                throw NothingOpen();
            var to = LocalTime.EndOf(request.LastDay, round.Round.Settings.TimeZone);
            var left = open.Where(b => b.Deadline != to).ToList();
            return left.Count > 0 ? left : throw new CommandRefusedException(Refusal.Conflict, "Alle offenen Gremien haben diese Frist schon.");
        }

        var body = round.Body(request.BodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        return body.State != BodyState.Closed
            ? [body]
            : throw new CommandRefusedException(Refusal.Conflict, "Die Frist ist abgelaufen: Eine verspätete Stellungnahme kann zugelassen werden.");
    }

    private void RequireUsual(ExtensionRequest request, string zone)
    {
        var latest = LocalTime.LatestDeadline(LocalTime.DateOf(clock.GetUtcNow(), zone));
        if (request.LastDay > latest)
            throw CommandRefusedException.Invalid("lastDay", "Die Frist liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");
        if (request.ConferenceLastDay > latest)
            throw CommandRefusedException.Invalid("conferenceLastDay", "Die Frist liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");
    }

    private static CommandRefusedException NothingOpen() => new(Refusal.Conflict, "Kein Gremium ist mehr offen: Es gibt nichts zu verlängern.");

    private static BodyRecord Moved(BodyRecord body, DateTimeOffset to, string reason, DateTimeOffset now)
    {
        if (to <= body.Deadline || to <= now)
            throw CommandRefusedException.Invalid("lastDay", $"Die neue Frist muss nach der bisherigen und in der Zukunft liegen ({body.Name}).");
        return body with
        {
            Deadline = to,
            RemindersDone = [],
            Extensions = [.. body.Extensions, new() { From = body.Deadline, To = to, At = now, Reason = reason }],
        };
    }

    private static BodyRecord? Conference(
        RoundView round, ExtensionRequest request, List<BodyRecord> moved, string reason, DateTimeOffset now, string zone)
    {
        if (round.Conference is not { } conference)
            return null;
        if (moved.Exists(b => b.Kind == BodyKind.DelegateConference))
            return null;
        var latestCouncil = moved.Where(b => b.Kind == BodyKind.IntegrationCouncil).Select(b => b.Deadline).DefaultIfEmpty().Max();
        var wanted = request.ConferenceLastDay is { } day ? LocalTime.EndOf(day, zone) : conference.Deadline;
        if (latestCouncil >= wanted)
        {
            throw CommandRefusedException.Invalid(
                "conferenceLastDay",
                "Die neue Frist reicht an die der Delegiertenkonferenz heran: Mit conferenceLastDay deren Frist im selben Schritt verschieben.");
        }

        return wanted == conference.Deadline ? null : Moved(conference, wanted, reason, now);
    }

    private static MailRecord Mail(BodyRecord body, DateTimeOffset now) =>
        new() { Recipient = body.BodyId, Owner = body.BodyId, Kind = MailKind.Extended, Step = body.Extensions.Count, DueAt = now };
}

/// <summary>A wish to extend.</summary>
public sealed record ExtensionRequest
{
    /// <summary>The round.</summary>
    public required string RoundId { get; init; }

    /// <summary>The body; null for all that are open.</summary>
    public string? BodyId { get; init; }

    /// <summary>The new last day, local; ends at 24:00.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The conference's new last day, where a council's extension moves it.</summary>
    public DateOnly? ConferenceLastDay { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The person who grants it.</summary>
    public required string Who { get; init; }
}
