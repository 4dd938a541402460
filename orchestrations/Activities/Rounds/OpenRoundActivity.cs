using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Rounds;

/// <summary>Stores the steering group's link, makes its mail with the draft due, and answers who is to be asked in which order.</summary>
[DurableTask(TaskNames.OpenRound)]
public sealed class OpenRoundActivity(
    IRoundStore store, ILinkStore linkStore, ILinkSecret secret, PublicAddresses addresses, ProcessClock clock) : TaskActivity<RoundInput, RoundOpening>
{
    private readonly RoundWriter writer = new(store);
    private readonly PersonalLinks links = new(secret, linkStore, addresses);

    /// <inheritdoc />
    public override Task<RoundOpening> RunAsync(TaskActivityContext context, RoundInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return writer.ChangeAsync(input.RoundId, async (round, cancellation) =>
        {
            if (round.Round.Generation != input.Generation)
                return (null, new RoundOpening { Superseded = true });

            await links.SteeringAsync(input.RoundId, cancellation);
            return (ReadingMail(round, now), Opening(round));
        }, CancellationToken.None);
    }

    private static RoundChange? ReadingMail(RoundView round, DateTimeOffset now)
    {
        var mail = NewMail.ByRound(WellKnownIds.SteeringGroup, MailKind.SteeringReading, 0, now);
        return round.Round.State == RoundState.Collecting && round.Mail(mail.MailId) is null ? new RoundChange { Put = [mail] } : null;
    }

    private static RoundOpening Opening(RoundView round) => new()
    {
        Councils = [.. round.Councils.Select(body => body.BodyId)],
        Conference = round.Conference?.BodyId,
        Independent =
        [
            .. round.Bodies
                .Where(body => body.Kind is not (BodyKind.IntegrationCouncil or BodyKind.DelegateConference))
                .Select(body => body.BodyId),
        ],
    };
}
