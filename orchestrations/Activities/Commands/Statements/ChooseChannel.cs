using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Statements;

/// <summary>Staff record what a body's contact said: whether its web and paper statements join, or which of them counts.</summary>
public sealed class ChooseChannel(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Records the choice; a later one replaces it until the synopsis is frozen.</summary>
    public Task<CommandResult> ExecuteAsync(
        string roundId, string bodyId, ChannelChoice choice, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
                if (body is not { WebVersion: not null, PaperVersion: not null })
                    throw new CommandRefusedException(Refusal.Conflict, "Es gibt nicht beides, online und Papier: Es ist nichts zu wählen.");
                if (round.Round.State != RoundState.Collecting)
                    throw new CommandRefusedException(Refusal.Conflict, "Die Synopse ist schon eingefroren.");
                var change = new RoundChange
                {
                    Put = [body with { ChannelChoice = choice }],
                    Audit = [new() { At = clock.GetUtcNow(), Verb = AuditVerb.ChannelChosen, Subject = bodyId, Channel = "api", Who = who, Detail = $"{choice}: {words}" }],
                };
                return (change, new CommandResult { Wake = Wakes.Of(round) });
            },
            cancellationToken);
    }
}
