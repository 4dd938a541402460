using System.Text.Json;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Delivery;

/// <summary>Reads the event that the mail service raises once for each mail, recipient and attempt.</summary>
internal static class ReportEvent
{
    /// <summary>Its type.</summary>
    public const string Type = "Microsoft.Communication.EmailDeliveryReportReceived";

    /// <summary>The report; null where something is wrong with it, which is added to the faults.</summary>
    public static DeliveryReport? Read(GridEvent of, List<SettingsFault> faults)
    {
        var before = faults.Count;
        var fields = new EventFields(of.Data, $"{of.Path}.data", faults);
        var operation = fields.Id("messageId");
        var recipient = fields.Text("recipient", 320);
        var attempt = fields.Instant(AttemptField(of.Data));
        var status = Status(fields.Text("status", 64), fields);
        if (recipient is not null && !RosterCheck.IsAddress(recipient))
            fields.Fault("recipient", "eine E-Mail-Adresse");
        return faults.Count == before && recipient is not null
            ? new() { OperationId = operation!.Value, Recipient = recipient, AttemptAt = attempt!.Value, Status = status!.Value }
            : null;
    }

    // The service writes a capital S that its own libraries spell small.
    private static string AttemptField(JsonElement data) => data.TryGetProperty("deliveryAttemptTimestamp", out _) ? "deliveryAttemptTimestamp" : "deliveryAttemptTimeStamp";

    // The service may learn new words: what is neither known nor good news counts as not delivered, for a reason that may pass.
    private static DeliveryStatus? Status(string? text, EventFields fields)
    {
        if (text is null)
            return null;
        if (!text.All(char.IsAsciiLetter))
        {
            fields.Fault("status", "ein Wort wie Delivered oder Bounced");
            return null;
        }

        return Enum.TryParse<DeliveryStatus>(text, ignoreCase: true, out var status) ? status : DeliveryStatus.Failed;
    }
}
