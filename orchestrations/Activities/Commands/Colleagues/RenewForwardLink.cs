using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Colleagues;

/// <summary>A body's contact withdraws the link to forward, for instance where it went to the wrong people, and gets a new one.</summary>
public sealed class RenewForwardLink(IRoundStore rounds, PersonalLinks links, ProcessClock clock)
{
    private readonly RoundWriter writer = new(rounds);

    /// <summary>Raises its generation; the new link is stored before the old one is dead.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="bodyId">The body.</param>
    /// <param name="generation">The generation that the contact saw: a repeated request renews once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task ExecuteAsync(string roundId, string bodyId, int generation, CancellationToken cancellationToken) => writer.ChangeAsync(
        roundId,
        async (round, cancellation) =>
        {
            var now = clock.GetUtcNow();
            var body = ColleagueRules.BodyOf(round, bodyId, now);
            if (body.ForwardGeneration != generation)
                return (null, true);
            var next = body with { ForwardGeneration = body.ForwardGeneration + 1 };
            await links.ForwardAsync(roundId, next, cancellation);
            var change = new RoundChange
            {
                Put = [next],
                Audit = [new() { At = now, Verb = AuditVerb.ForwardLinkRenewed, Subject = bodyId, Channel = "web", Who = bodyId }],
            };
            return ((RoundChange?)change, true);
        },
        cancellationToken);
}
