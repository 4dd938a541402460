using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>Staff admit a late statement, or not, with a reason; until the synopsis is frozen.</summary>
public sealed class DecideLateStatement(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Records the decision on one late version.</summary>
    public Task<CommandResult> ExecuteAsync(
        string roundId, string bodyId, int number, bool admit, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                var version = round.Statement(bodyId, number)
                    ?? throw new CommandRefusedException(Refusal.NotFound, "Diese Fassung gibt es nicht.");
                if (!version.IsLate)
                    throw new CommandRefusedException(Refusal.Conflict, "Diese Fassung kam rechtzeitig: Es ist nichts zu entscheiden.");
                if (round.Round.State != RoundState.Collecting)
                    throw new CommandRefusedException(Refusal.Conflict, "Die Synopse ist schon eingefroren.");
                var now = clock.GetUtcNow();
                var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
                var change = new RoundChange
                {
                    // The body's row, unchanged: freezing the synopsis competes for it.
                    Put = [version with { LateAdmitted = admit, LateReason = words }, body],
                    Audit = [new() { At = now, Verb = AuditVerb.LateDecided, Subject = version.Key, Channel = "api", Who = who, Detail = words }],
                };
                return (change, new CommandResult { Wake = Wakes.Of(round) });
            },
            cancellationToken);
    }
}
