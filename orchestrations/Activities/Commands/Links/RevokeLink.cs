using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Links;

/// <summary>
/// Staff revoke a body's link, with a reason that the body is told; a new one goes to the address on file. What was submitted stays.
/// </summary>
public sealed class RevokeLink(IRoundStore store, ProcessClock clock)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Raises the generation of the link and of the one to forward, and makes the mail due that says so and gives the new one.</summary>
    public Task<CommandResult> ExecuteAsync(string roundId, string bodyId, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        return writer.ChangeAsync(
            roundId,
            round =>
            {
                var body = round.Body(bodyId) ?? throw new CommandRefusedException(Refusal.NotFound, "Dieses Gremium ist an der Runde nicht beteiligt.");
                if (body.State == BodyState.Planned || round.Round.State != RoundState.Collecting)
                    throw new CommandRefusedException(Refusal.Conflict, "Es gibt keinen lebenden Link zu widerrufen.");
                var now = clock.GetUtcNow();
                var next = body with { LinkGeneration = body.LinkGeneration + 1, ForwardGeneration = body.ForwardGeneration + 1 };
                var change = new RoundChange
                {
                    Put =
                    [
                        next,
                        new MailRecord
                        {
                            Recipient = bodyId,
                            Owner = Wakes.OwnerOf(body),
                            Kind = MailKind.LinkWithdrawn,
                            Step = next.LinkGeneration - 1,
                            Reason = words,
                            DueAt = now,
                        },
                    ],
                    Audit = [new() { At = now, Verb = AuditVerb.LinkRevoked, Subject = bodyId, Channel = "api", Who = who, Detail = words }],
                };
                return (change, new CommandResult { Wake = Wakes.Of(round, body) });
            },
            cancellationToken);
    }
}
