using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;

namespace LipServerless.Activities.Bodies;

/// <summary>Asks a body: its links are stored, its row goes from planned to open, its invitation falls due.</summary>
[DurableTask(TaskNames.OpenBody)]
public sealed class OpenBodyActivity(
    IRoundStore store, ILinkStore linkStore, ILinkSecret secret, PublicAddresses addresses, ProcessClock clock) : TaskActivity<BodyInput, Done>
{
    private readonly RoundWriter writer = new(store);
    private readonly PersonalLinks links = new(secret, linkStore, addresses);

    /// <inheritdoc />
    public override async Task<Done> RunAsync(TaskActivityContext context, BodyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        return await writer.ChangeAsync(input.RoundId, async (round, cancellation) =>
        {
            var body = round.Require(input.BodyId);
            if (round.Round.Generation != input.Generation || body.State != BodyState.Planned)
                return (null, new Done());

            // Before the row that invites: a link that nobody was sent does no harm, a mail with a dead link does.
            await links.ReplyAsync(input.RoundId, body, cancellation);
            await links.ForwardAsync(input.RoundId, body, cancellation);
            return (Asked(body, now), new Done { Now = true });
        }, CancellationToken.None);
    }

    private static RoundChange Asked(BodyRecord body, DateTimeOffset now) => new()
    {
        Put =
        [
            body with { State = body.State.Move(BodyState.Open), OpenedAt = now },
            NewMail.ByBody(body.BodyId, MailKind.Invitation, 0, now),
        ],
        Audit = [OrchestrationLog.Entry(now, AuditVerb.BodyOpened, body.BodyId)],
    };
}
