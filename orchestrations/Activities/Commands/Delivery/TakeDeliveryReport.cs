using LipServerless.Activities.Changes;
using LipServerless.Activities.Mails;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using Microsoft.Extensions.Logging;

namespace LipServerless.Activities.Commands.Delivery;

/// <summary>
/// Records what the mail service reports of a mail and one of its recipients. Reports come at least once and in any order: only what says more
/// than is known changes anything, so no list of events seen is needed. Where the address of a body's own link takes no mail, the body is marked.
/// </summary>
public sealed partial class TakeDeliveryReport(
    IRoundStore store,
    IContactStore contacts,
    IDeliveryIndex index,
    ISuppressionList suppressed,
    ILinkSecret secret,
    ProcessClock clock,
    ILogger<TakeDeliveryReport> logger)
{
    private readonly RoundWriter writer = new(store);

    /// <summary>Records it; false where the mail is none of ours (any more).</summary>
    public async Task<bool> ExecuteAsync(DeliveryReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (await index.FindAsync(report.OperationId, cancellationToken) is not { } place)
            return false;
        try
        {
            var (known, isNews) = await writer.ChangeAsync(place.RoundId, (round, ct) => DecideAsync(round, place, report, ct), cancellationToken);
            if (isNews && report.Status.IsOfTheAddress())
                NotDelivered(logger, place.MailId, place.RoundId, report.Status);
            return known;
        }
        catch (Exception e) when (e is RoundNotFoundException or RoundAwayException)
        {
            return false;
        }
    }

    private async Task<(RoundChange? Change, (bool Known, bool IsNews))> DecideAsync(
        RoundView round, MailPlace place, DeliveryReport report, CancellationToken cancellationToken)
    {
        if (round.Mail(place.MailId) is not { } mail)
            return (null, (false, false));
        var delivery = new MailDelivery
        {
            Recipient = RecipientDigest.Of(secret.Key.Span, report.OperationId, report.Recipient),
            Status = report.Status,
            AttemptAt = report.AttemptAt,
        };
        var before = mail.Deliveries.FirstOrDefault(known => known.Recipient == delivery.Recipient);
        if (!delivery.Overtakes(before))
            return (null, (true, false));

        var now = clock.GetUtcNow();
        var change = new RoundChange
        {
            Put = [mail with { Deliveries = [.. mail.Deliveries.Where(known => known != before), delivery] }],
            Audit = [Entry(now, mail, report.Status)],
        };
        return (await WithMarkAsync(round, mail, report, change, now, cancellationToken), (true, true));
    }

    private async Task<RoundChange> WithMarkAsync(
        RoundView round, MailRecord mail, DeliveryReport report, RoundChange change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Mended since that mail left: what comes next will show whether it helped.
        var isOldNews = round.MendedAt(mail.Recipient) is { } mended && (mail.SentAt ?? mail.DueAt) < mended;
        if (!report.Status.IsOfTheAddress() || mail.IsToOffice || isOldNews)
            return change;

        // Before the row that says so: a repeat of this report changes nothing more.
        var consultation = round.Round.Settings.Consultation;
        await suppressed.AddAsync(consultation, report.Recipient, cancellationToken);
        return round.Body(mail.Recipient) is { } body && await contacts.GetAsync(consultation, body.BodyId, cancellationToken) is { } contact && HoldsTheLink(contact, report.Recipient)
            ? BodyMark.Set(change, body, mail, now)
            : change;
    }

    // The body's own link goes to the first address; those behind it get copies of receipts.
    private static bool HoldsTheLink(Contact contact, string address) =>
        contact.Emails is [var first, ..] && string.Equals(first.Trim(), address.Trim(), StringComparison.OrdinalIgnoreCase);

    private static AuditEntry Entry(DateTimeOffset now, MailRecord mail, DeliveryStatus status) => new()
    {
        At = now,
        Verb = status.Arrived() ? AuditVerb.MailDelivered : AuditVerb.MailNotDelivered,
        Subject = mail.MailId,
        Channel = "event-grid",
        Who = AuditEntry.System,
        Detail = status.ToString(),
    };

    // An alert looks for the beginning of this sentence.
    [LoggerMessage(EventId = 1101, EventName = "MailCameBack", Level = LogLevel.Error, Message = "Mail was not delivered: {MailId} of round {RoundId} came back ({Status}).")]
    private static partial void NotDelivered(ILogger logger, string mailId, string roundId, DeliveryStatus status);
}

/// <summary>A delivery report: what became of a mail at one recipient. Checked.</summary>
public sealed record DeliveryReport
{
    /// <summary>The id under which the mail was sent.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string Recipient { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>When the attempt was made, by the service's clock.</summary>
    public required DateTimeOffset AttemptAt { get; init; }
}
