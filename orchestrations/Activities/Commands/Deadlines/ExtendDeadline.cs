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

    /// <summary>Extends. A council's deadline that reaches the conference's moves that one in the same step, or is refused.</summary>
    public Task<CommandResult> ExecuteAsync(ExtensionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reason = Reasons.Checked(request.Reason);
        return writer.ChangeAsync(request.RoundId, round => Decide(round, request, reason), cancellationToken);
    }

    private (RoundChange?, CommandResult) Decide(RoundView round, ExtensionRequest request, string reason)
    {
        var zone = round.Round.Settings.TimeZone;
        var now = clock.GetUtcNow();
        var moved = Targets(round, request).Select(b => Moved(b, LocalTime.EndOf(request.LastDay, zone), reason, now)).ToList();
        if (Conference(round, request, moved, reason, now, zone) is { } conference)
            moved.Add(conference);

        var change = new RoundChange
        {
            Put = [.. moved, .. moved.Where(b => b.State == BodyState.Open).Select(b => Mail(b, now))],
            Audit = [.. moved.Select(b => new AuditEntry { At = now, Verb = AuditVerb.Extended, Subject = b.BodyId, Channel = "api", Who = request.Who, Detail = reason })],
        };
        return (change, new() { Wake = Wakes.Of(round, moved) });
    }

    private static List<BodyRecord> Targets(RoundView round, ExtensionRequest request)
    {
        if (request.BodyId is null)
        {
            var open = round.Bodies.Where(b => b.State == BodyState.Open).ToList();
            return open.Count > 0 ? open : throw new CommandRefusedException(Refusal.Conflict, "Kein Gremium ist mehr offen: Es gibt nichts zu verlängern.");
        }

        var body = round.Body(request.BodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        return body.State != BodyState.Closed
            ? [body]
            : throw new CommandRefusedException(Refusal.Conflict, "Die Frist ist abgelaufen: Eine verspätete Stellungnahme kann zugelassen werden.");
    }

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
