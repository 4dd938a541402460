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

/// <summary>
/// Stores the steering group's link, makes its mail with the draft due, and that to the conference, which waits for its councils; answers
/// who is to be asked in which order.
/// </summary>
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
            return (ReadingMails(round, now), Opening(round));
        }, CancellationToken.None);
    }

    private static RoundChange? ReadingMails(RoundView round, DateTimeOffset now)
    {
        if (round.Round.State != RoundState.Collecting)
            return null;
        var mails = new List<MailRecord> { NewMail.ByRound(WellKnownIds.SteeringGroup, MailKind.SteeringReading, 0, now) };
        if (round.Conference is { State: BodyState.Planned } conference && round.Councils.Any())
            mails.Add(NewMail.ByRound(conference.BodyId, MailKind.ConferenceReading, 0, now));
        mails.RemoveAll(mail => round.Mail(mail.MailId) is not null);
        return mails.Count == 0 ? null : new RoundChange { Put = [.. mails] };
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
