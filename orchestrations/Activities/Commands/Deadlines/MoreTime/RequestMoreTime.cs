using LipServerless.Activities.Changes;
using LipServerless.Activities.Documents;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>
/// A body asks behind its link for more time, with a reason and a wished date. In time, the request keeps it open until staff decide: it
/// competes with the closing for the body's row, and whichever commits second reads again.
/// </summary>
public sealed class RequestMoreTime(IRoundStore store, IDocumentStore documents, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Stores the request; while it is undecided, another one changes it.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="reason">Why, in its own words.</param>
    /// <param name="wishedLastDay">The last day it wishes for, local.</param>
    /// <param name="cancellationToken">Ends the attempt; what was stored stays stored.</param>
    public async Task<MoreTimeResult> ExecuteAsync(
        string roundId, string bodyId, string reason, DateOnly wishedLastDay, CancellationToken cancellationToken)
    {
        // Server receipt counts, not how long storing takes.
        var received = clock.GetUtcNow();
        var document = await documents.WriteTextAsync(DocumentFolders.Requests(roundId), bodyId, Reasons.Checked(reason), cancellationToken);
        return await writer.ChangeAsync(roundId, round => Decide(round, bodyId, document, wishedLastDay, received), cancellationToken);
    }

    /// <summary>What a request would come to at an instant: <see cref="MoreTimeOutcome.Requested"/> where it would be stored.</summary>
    public static MoreTimeOutcome Prospect(BodyRecord body, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!body.IsOpenAt(now))
            return MoreTimeOutcome.TooLate;
        if (body.UndecidedRequest is not null)
            return MoreTimeOutcome.Requested;
        // One answer for each deadline: who was refused and asks again would stay open for ever.
        if (body.MoreTime is [.., { State: MoreTimeState.Refused, DecidedAt: { } refusedAt }] && !(body.Extensions is [.., var moved] && moved.At > refusedAt))
            return MoreTimeOutcome.RefusedBefore;
        return now < body.Deadline ? MoreTimeOutcome.Requested : MoreTimeOutcome.TooLate;
    }

    /// <summary>The latest last day that can be wished for.</summary>
    public static DateOnly LatestWish(DateTimeOffset now, string zone) => LocalTime.LatestDeadline(LocalTime.DateOf(now, zone));

    private static (RoundChange?, MoreTimeResult) Decide(RoundView round, string bodyId, string document, DateOnly wishedLastDay, DateTimeOffset received)
    {
        var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        if (Prospect(body, received) is var prospect and not MoreTimeOutcome.Requested)
            return (null, new() { Outcome = prospect });
        var zone = round.Round.Settings.TimeZone;
        if (wishedLastDay <= LocalTime.LastDayBefore(body.Deadline, zone) || wishedLastDay < LocalTime.DateOf(received, zone))
            throw CommandRefusedException.Invalid("wishedLastDay", "Der gewünschte Tag muss nach der bisherigen Frist und in der Zukunft liegen.");
        if (wishedLastDay > LatestWish(received, zone))
            throw CommandRefusedException.Invalid("wishedLastDay", "Der gewünschte Tag liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");

        var undecided = body.UndecidedRequest;
        if (undecided is not null && undecided.ReasonDocument == document && undecided.WishedLastDay == wishedLastDay)
            return (null, new() { Outcome = MoreTimeOutcome.Requested });
        var request = (undecided ?? new() { Number = body.MoreTime.Count + 1, At = received, WishedLastDay = wishedLastDay, ReasonDocument = document }) with
        {
            WishedLastDay = wishedLastDay,
            ReasonDocument = document,
        };
        var change = new RoundChange
        {
            Put = [body with { MoreTime = [.. body.MoreTime.Where(earlier => earlier.Number != request.Number), request] }],
            Audit = [new() { At = received, Verb = AuditVerb.MoreTimeRequested, Subject = bodyId, Channel = "web", Who = bodyId, Detail = document }],
        };
        return (change, new() { Outcome = MoreTimeOutcome.Requested, Wake = Wakes.Of(round, body) });
    }
}

/// <summary>What became of a request for more time.</summary>
public sealed record MoreTimeResult : CommandResult
{
    /// <summary>Stored, or why not.</summary>
    public required MoreTimeOutcome Outcome { get; init; }
}

/// <summary>What becomes of a request for more time.</summary>
public enum MoreTimeOutcome
{
    /// <summary>Stored: the body stays open until it is decided.</summary>
    Requested,

    /// <summary>The body's time is over: nothing was stored.</summary>
    TooLate,

    /// <summary>For this deadline one was refused already: nothing was stored, the office can be called.</summary>
    RefusedBefore,
}
