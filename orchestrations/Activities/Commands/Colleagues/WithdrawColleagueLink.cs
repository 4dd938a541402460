using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Colleagues;

/// <summary>A body's contact withdraws a colleague's link: it is dead at once. What was written with it stays.</summary>
public sealed class WithdrawColleagueLink(IRoundStore rounds, IWorkingDraftStore drafts, ProcessClock clock)
{
    private readonly RoundWriter writer = new(rounds);

    /// <summary>Withdraws; doing so twice is once.</summary>
    /// <exception cref="CommandRefusedException">This body has no such link.</exception>
    public async Task ExecuteAsync(string roundId, string bodyId, string linkId, CancellationToken cancellationToken)
    {
        var names = (await drafts.ReadNotesAsync(roundId, bodyId, cancellationToken)).Names;
        await writer.ChangeAsync(
            roundId,
            round =>
            {
                var link = round.ColleagueLink(bodyId, linkId) ?? throw new CommandRefusedException(Refusal.NotFound, "Ihr Gremium hat keinen solchen Link.");
                if (link.WithdrawnAt is not null)
                    return (null, true);
                var now = clock.GetUtcNow();
                return (
                    new RoundChange
                    {
                        Put = [link with { WithdrawnAt = now }],
                        Audit = [ColleagueRules.Entry(now, AuditVerb.ColleagueLinkWithdrawn, link, names.GetValueOrDefault(linkId))],
                    },
                    true);
            },
            cancellationToken);
    }
}
