using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>Only staff close earlier than the deadline, with a reason, and the bodies are told.</summary>
public sealed class CloseEarly(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Closes one body, or all that are open now. A conference that has not been asked yet still gets its turn.</summary>
    public async Task<CommandResult> ExecuteAsync(string roundId, string? bodyId, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        var round = await store.ReadAsync(roundId, cancellationToken) ?? throw new RoundNotFoundException(roundId);
        var targets = Targets(round, bodyId).Select(b => b.BodyId).ToList();
        return await Portions.ChangeAsync(writer, roundId, targets, (current, portion) => Close(current, portion, words, who), cancellationToken)
            ?? throw NothingOpen();
    }

    // Nulls: others were faster, and nothing of the portion is left to close.
    private (RoundChange?, IReadOnlyList<string>?) Close(RoundView round, string[] bodyIds, string reason, string who)
    {
        var now = clock.GetUtcNow();
        var closed = round.Bodies.Where(b => b.State == BodyState.Open && bodyIds.Contains(b.BodyId)).Select(b => Closed(b, reason, now)).ToList();
        if (closed.Count == 0)
            return (null, null);
        // A council that a request had kept open beyond its deadline has put off the conference's start.
        var conference = ConferenceShift.Of(round, closed, wantedLastDay: null, reason, now);
        var change = new RoundChange
        {
            Put = [.. closed, .. conference.ToRow(), .. closed.Select(b => new MailRecord { Recipient = b.BodyId, Owner = b.BodyId, Kind = MailKind.ClosedEarly, DueAt = now })],
            Audit =
            [
                .. closed.Select(b => new AuditEntry { At = now, Verb = AuditVerb.ClosedEarly, Subject = b.BodyId, Channel = "api", Who = who, Detail = reason }),
                .. conference.ToEntry(now, who, reason),
            ],
        };
        return (change, Wakes.Of(round, closed));
    }

    private static List<BodyRecord> Targets(RoundView round, string? bodyId)
    {
        if (bodyId is null)
        {
            var open = round.Bodies.Where(b => b.State == BodyState.Open).ToList();
            return open.Count > 0 ? open : throw NothingOpen();
        }

        var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        return body.State == BodyState.Open
            ? [body]
            : throw new CommandRefusedException(Refusal.Conflict, $"{body.Name} ist nicht offen.");
    }

    private static CommandRefusedException NothingOpen() => new(Refusal.Conflict, "Kein Gremium ist offen: Es gibt nichts zu schließen.");

    private static BodyRecord Closed(BodyRecord body, string reason, DateTimeOffset now) =>
        body.WithDecision(request => request with { State = MoreTimeState.Lapsed, DecidedAt = now, Answer = reason }) with
        {
            State = body.State.Move(BodyState.Closed),
            ClosedAt = now,
            ClosedEarly = true,
            CloseReason = reason,
            Result = body.ResultSoFar(),
        };
}
