using LipServerless.Activities.Changes;
using LipServerless.Activities.Links;
using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Activities.Mails;

/// <summary>
/// Sends one due mail, once: its operation id is stored before it leaves, and a repeat asks the mail service first. A recipient
/// without e-mail gets a letter, which is a task for staff. A mail that the service refuses for good is marked so and holds up
/// nothing.
/// </summary>
[DurableTask(TaskNames.SendMail)]
public sealed partial class SendMailActivity(
    IRoundStore store,
    IDocumentStore documents,
    IContactStore contacts,
    ILinkStore linkStore,
    ILinkSecret secret,
    PublicAddresses addresses,
    IMailComposer composer,
    IMailer mailer,
    OfficeMailbox office,
    IDeliveryIndex index,
    ISuppressionList suppressed,
    ProcessClock clock,
    ILogger<SendMailActivity>? logger = null) : TaskActivity<SendMailInput, Done>
{
    private readonly ILogger logger = logger ?? NullLogger<SendMailActivity>.Instance;
    private readonly RoundWriter writer = new(store);
    private readonly MailWriting writing = new(store, documents, new PersonalLinks(secret, linkStore, addresses), composer);

    /// <inheritdoc />
    public override async Task<Done> RunAsync(TaskActivityContext context, SendMailInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = clock.NotBefore(input.AsOf);
        var begun = await writer.ChangeAsync(input.RoundId, (round, ct) => BeginAsync(round, input, now, ct), CancellationToken.None);
        if (begun.Ready is null)
            return begun.Done;

        var end = await SendAsync(begun.Ready, now);
        return await writer.ChangeAsync(input.RoundId, round => Settle(round, Require(round, input.MailId), end, now), CancellationToken.None);
    }

    private async Task<(RoundChange? Change, Begun Begun)> BeginAsync(
        RoundView round, SendMailInput input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mail = Require(round, input.MailId);
        if (round.Round.Generation != input.Generation || mail.State is not (MailState.Due or MailState.Sending))
            return (null, Begun.NothingToDo);

        // It was planned for this hour, but may come late: after an outage, or where the hours have just ended. The plan knows when.
        if (SendingTime.Of(mail, round, now) > now)
            return (null, Begun.NothingToDo);

        var contact = mail.IsToOffice
            ? office.AsContact()
            : await contacts.GetAsync(round.Round.Settings.Consultation, mail.Recipient, cancellationToken);
        if (mail.State == MailState.Sending && contact is not null)
            return (null, new Begun(new Done(), new Ready(round, mail, contact, await ReachableAsync(round, mail, contact, cancellationToken), Repeated: true)));
        if (mail.State == MailState.Due && Overtaken.IsOvertaken(mail, round, now))
            return Over(round, mail, MailEnd.Dropped, now);
        if (contact is not { HasEmail: true })
            return Over(round, mail, contact is null ? MailEnd.Refused("no-contact") : MailEnd.Letter, now);

        var to = await ReachableAsync(round, mail, contact, cancellationToken);
        if (to.Count == 0)
            return Over(round, mail, Suppressed(mail, round), now);

        // Reports come by this id, perhaps before the answer to the sending itself.
        var operation = OperationIds.Of(round.Round, mail.MailId);
        await index.PutAsync(operation, new MailPlace(round.Round.RoundId, mail.MailId), cancellationToken);
        var sending = mail with { State = MailState.Sending, OperationId = operation };
        return (new RoundChange { Put = [sending] }, new Begun(new Done(), new Ready(round, sending, contact, to, Repeated: false)));
    }

    // Those that nothing has come back from.
    private async Task<IReadOnlyList<string>> ReachableAsync(RoundView round, MailRecord mail, Contact contact, CancellationToken cancellationToken)
    {
        var to = new List<string>();
        foreach (var address in MailWriting.Addresses(mail, contact))
        {
            if (mail.IsToOffice || !await suppressed.ContainsAsync(round.Round.Settings.Consultation, address, cancellationToken))
                to.Add(address);
        }

        return to;
    }

    private async Task<MailEnd> SendAsync(Ready ready, DateTimeOffset now)
    {
        try
        {
            return await HandOverAsync(ready, now);
        }
        catch (MailThrottledException throttled)
        {
            return MailEnd.PutOff(ready.Mail, throttled.Wait, now);
        }
        catch (MailRefusedException refused)
        {
            var end = MailEnd.Refused(refused.Code);
            foreach (var address in end.IsForTheAddress && !ready.Mail.IsToOffice ? ready.To : [])
                await suppressed.AddAsync(ready.Round.Round.Settings.Consultation, address, CancellationToken.None);
            NotDelivered(logger, ready.Mail.MailId, ready.Round.Round.RoundId, refused.Code);
            return end;
        }
    }

    private async Task<MailEnd> HandOverAsync(Ready ready, DateTimeOffset now)
    {
        var (round, mail, contact, to, repeated) = ready;
        var operation = mail.OperationId ?? throw new NotStoredException($"operation id of mail {mail.MailId}");
        if (repeated)
        {
            var known = await mailer.LookUpAsync(operation, CancellationToken.None);
            // Where the service has had it and has forgotten, nobody gets it twice.
            if (known.Progress != SendingProgress.Unknown || mail.AcceptedAt is not null)
                return MailEnd.Of(known, mail, now);
            if (Overtaken.IsOvertaken(mail, round, now))
                return MailEnd.Dropped;
            if (to.Count == 0)
                return contact.HasEmail ? Suppressed(mail, round) : MailEnd.Letter;
        }

        var outgoing = await writing.WriteAsync(round, mail, contact, to, operation, CancellationToken.None);
        return MailEnd.Of(await mailer.SendAsync(outgoing, CancellationToken.None), mail, now);
    }

    private MailEnd Suppressed(MailRecord mail, RoundView round)
    {
        NotDelivered(logger, mail.MailId, round.Round.RoundId, MailEnd.SuppressedCode);
        return MailEnd.Refused(MailEnd.SuppressedCode);
    }

    private static (RoundChange? Change, Begun Begun) Over(RoundView round, MailRecord mail, MailEnd end, DateTimeOffset now)
    {
        var (change, done) = Settle(round, mail, end, now);
        return (change, new Begun(done, Ready: null));
    }

    private static (RoundChange? Change, Done Done) Settle(RoundView round, MailRecord mail, MailEnd end, DateTimeOffset now) =>
        mail.State is MailState.Due or MailState.Sending ? (end.Change(round, mail, now), new Done { Now = true }) : (null, new Done());

    // An alert looks for the beginning of this sentence.
    [LoggerMessage(EventId = 1100, EventName = "MailNotDelivered", Level = LogLevel.Error,
        Message = "Mail was not delivered: {MailId} of round {RoundId} was refused for good ({Code}).")]
    private static partial void NotDelivered(ILogger logger, string mailId, string roundId, string code);

    private static MailRecord Require(RoundView round, string mailId) =>
        round.Mail(mailId) ?? throw new NotStoredException($"mail {mailId} of round {round.Round.RoundId}");

    /// <summary>What was found out and stored before sending; nothing is ready where nothing is left to send.</summary>
    private sealed record Begun(Done Done, Ready? Ready)
    {
        public static readonly Begun NothingToDo = new(new Done(), Ready: null);
    }

    /// <summary>A mail whose operation id is stored; repeated if an earlier attempt may have handed it over.</summary>
    private sealed record Ready(RoundView Round, MailRecord Mail, Contact Contact, IReadOnlyList<string> To, bool Repeated);
}
