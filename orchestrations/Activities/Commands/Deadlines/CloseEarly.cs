using LipServerless.Activities.Changes;
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
    public Task<CommandResult> ExecuteAsync(string roundId, string? bodyId, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                var now = clock.GetUtcNow();
                var closed = Targets(round, bodyId).Select(b => Close(b, words, now)).ToList();
                var change = new RoundChange
                {
                    Put = [.. closed, .. closed.Select(b => new MailRecord { Recipient = b.BodyId, Owner = b.BodyId, Kind = MailKind.ClosedEarly, DueAt = now })],
                    Audit = [.. closed.Select(b => new AuditEntry { At = now, Verb = AuditVerb.ClosedEarly, Subject = b.BodyId, Channel = "api", Who = who, Detail = words })],
                };
                return (change, new CommandResult { Wake = Wakes.Of(round, closed) });
            },
            cancellationToken);
    }

    private static List<BodyRecord> Targets(RoundView round, string? bodyId)
    {
        if (bodyId is null)
        {
            var open = round.Bodies.Where(b => b.State == BodyState.Open).ToList();
            return open.Count > 0 ? open : throw new CommandRefusedException(Refusal.Conflict, "Kein Gremium ist offen: Es gibt nichts zu schließen.");
        }

        var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
        return body.State == BodyState.Open
            ? [body]
            : throw new CommandRefusedException(Refusal.Conflict, $"{body.Name} ist nicht offen.");
    }

    private static BodyRecord Close(BodyRecord body, string reason, DateTimeOffset now) => body with
    {
        State = body.State.Move(BodyState.Closed),
        ClosedAt = now,
        ClosedEarly = true,
        CloseReason = reason,
        Result = body.ResultSoFar(),
    };
}
