using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Archives;

/// <summary>
/// Undoes <see cref="MoveAway"/>: the round goes on here after all. Only right where its archive was imported nowhere, which nobody but the
/// person who says so can know.
/// </summary>
public sealed class StayHere(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Opens the log again; the reconciler starts the round's orchestration anew. A round that lives here is refused.</summary>
    public Task<CommandResult> ExecuteAsync(string roundId, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                if (round.Round.Away is null)
                    throw new CommandRefusedException(Refusal.Conflict, "Diese Runde ist nicht umgezogen.");
                if (round.Round.Away.ArrivingFrom is not null)
                    throw new RoundAwayException(round.Round);
                var change = new RoundChange
                {
                    Put = [round.Round with { Away = null }],
                    Audit = [new() { At = clock.GetUtcNow(), Verb = AuditVerb.MoveUndone, Subject = roundId, Channel = "api", Who = who, Detail = words }],
                    Log = LogGate.Reopen,
                };
                return (change, new CommandResult());
            },
            cancellationToken);
    }
}
