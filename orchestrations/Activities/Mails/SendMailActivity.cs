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
    ProcessClock clock,
    ILogger<SendMailActivity>? logger = null) : TaskActivity<SendMailInput, Done>
{
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
        return await writer.ChangeAsync(input.RoundId, round => Settle(Require(round, input.MailId), end, now), CancellationToken.None);
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
        if (mail.State == MailState.Due && Overtaken.IsOvertaken(mail, round, now))
            return Over(mail, End.Dropped, now);
        if (contact is not { HasEmail: true })
            return Over(mail, contact is null ? End.Refused("no-contact") : End.Letter, now);
        if (mail.State == MailState.Sending)
            return (null, new Begun(new Done(), new Ready(round, mail, contact, Repeated: true)));

        var sending = mail with { State = MailState.Sending, OperationId = OperationIds.Of(round.Round, mail.MailId) };
        return (new RoundChange { Put = [sending] }, new Begun(new Done(), new Ready(round, sending, contact, Repeated: false)));
    }

    private async Task<End> SendAsync(Ready ready, DateTimeOffset now)
    {
        var (round, mail, contact, repeated) = ready;
        var operation = mail.OperationId ?? throw new NotStoredException($"operation id of mail {mail.MailId}");
        if (repeated && await mailer.IsAcceptedAsync(operation, CancellationToken.None))
            return End.Sent;
        if (repeated && Overtaken.IsOvertaken(mail, round, now))
            return End.Dropped;

        var outgoing = await writing.WriteAsync(round, mail, contact, operation, CancellationToken.None);
        try
        {
            await mailer.SendAsync(outgoing, CancellationToken.None);
            return End.Sent;
        }
        catch (MailRefusedException refused)
        {
            NotDelivered(logger ?? NullLogger<SendMailActivity>.Instance, mail.MailId, round.Round.RoundId, refused.Code);
            return End.Refused(refused.Code);
        }
    }

    private static (RoundChange? Change, Begun Begun) Over(MailRecord mail, End end, DateTimeOffset now)
    {
        var (change, done) = Settle(mail, end, now);
        return (change, new Begun(done, Ready: null));
    }

    private static (RoundChange? Change, Done Done) Settle(MailRecord mail, End end, DateTimeOffset now)
    {
        if (mail.State is not (MailState.Due or MailState.Sending))
            return (null, new Done());
        var change = new RoundChange
        {
            Put = [mail with { State = end.State, SentAt = end.State is MailState.Sent or MailState.Letter ? now : null }],
            Audit = [OrchestrationLog.Entry(now, end.Verb, mail.MailId, end.Detail)],
        };
        return (change, new Done { Now = true });
    }

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
    private sealed record Ready(RoundView Round, MailRecord Mail, Contact Contact, bool Repeated);

    /// <summary>How it ended, for row and log.</summary>
    private sealed record End(MailState State, string Verb, string? Detail)
    {
        public static readonly End Sent = new(MailState.Sent, AuditVerb.MailSent, null);
        public static readonly End Letter = new(MailState.Letter, AuditVerb.MailSent, "letter");
        public static readonly End Dropped = new(MailState.Dropped, AuditVerb.MailDropped, null);

        public static End Refused(string code) => new(MailState.Failed, AuditVerb.MailFailed, code);
    }
}
