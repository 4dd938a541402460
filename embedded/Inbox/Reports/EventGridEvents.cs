using System.Text.Json;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>Events as Event Grid words them in its own schema: always an array.</summary>
internal static class EventGridEvents
{
    public const string ValidationType = "Microsoft.EventGrid.SubscriptionValidationEvent";

    public const string ReportType = "Microsoft.Communication.EmailDeliveryReportReceived";

    private const string Topic = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/microsoft.communication/communicationservices/local";

    /// <summary>The question with which a web hook proves that it wants events.</summary>
    public static byte[] Validation(Guid id, string code, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new[]
    {
        new
        {
            id,
            topic = Topic,
            subject = "",
            data = new { validationCode = code },
            eventType = ValidationType,
            eventTime = now.UtcDateTime,
            metadataVersion = "1",
            dataVersion = "1",
        },
    });

    /// <summary>Delivery reports, each with the mail that it is of.</summary>
    public static byte[] Reports(IEnumerable<(DeliveryReport Report, MailSummary Mail)> reports) => JsonSerializer.SerializeToUtf8Bytes(reports.Select(pair => new
    {
        id = pair.Report.Id,
        topic = Topic,
        subject = $"sender/{pair.Mail.From}/message/{pair.Mail.OperationId}",
        data = new
        {
            sender = pair.Mail.From,
            recipient = pair.Report.Recipient,
            messageId = pair.Mail.OperationId,
            status = pair.Report.Status,
            deliveryStatusDetails = new { statusMessage = pair.Report.StatusMessage },
            deliveryAttemptTimeStamp = pair.Report.Attempted,
        },
        eventType = ReportType,
        dataVersion = "1.0",
        metadataVersion = "1",
        eventTime = pair.Report.Attempted.UtcDateTime,
    }));
}
