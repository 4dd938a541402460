using System.Text.Json.Serialization;
using LipServerless.Embedded.Inbox.Behaviour;

namespace LipServerless.Embedded.Inbox.Reports;

/// <summary>What the service reports of a mail at one recipient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>The recipient's server has taken it.</summary>
    Delivered,

    /// <summary>A distribution list was expanded.</summary>
    Expanded,

    /// <summary>Not tried: the address has bounced before.</summary>
    Suppressed,

    /// <summary>A hard bounce: there is no such address.</summary>
    Bounced,

    /// <summary>Held back as spam, bulk mail or phishing.</summary>
    Quarantined,

    /// <summary>Refused as spam.</summary>
    FilteredSpam,

    /// <summary>Not delivered for another reason, soft bounces among them.</summary>
    Failed,
}

/// <summary>What has become of a report.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportState>))]
public enum ReportState
{
    /// <summary>Not acknowledged yet; it is sent again and again.</summary>
    Waiting,

    /// <summary>The web hook has answered 2xx.</summary>
    Acknowledged,

    /// <summary>Given up: the web hook refused it for good, or too often.</summary>
    Dropped,
}

/// <summary>A delivery report: one recipient of one mail. One mail may have several for a recipient, a late bounce for instance.</summary>
public sealed record DeliveryReport
{
    /// <summary>The event's id, the same at each repeat.</summary>
    public required Guid Id { get; init; }

    /// <summary>The inbox's number of the mail.</summary>
    public required long MailId { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string Recipient { get; init; }

    /// <summary>What is reported.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>The recipient server's sentence, as a sender would see it.</summary>
    public required string StatusMessage { get; init; }

    /// <summary>When delivery was tried, by <see cref="InboxOptions.Clock"/>; UTC.</summary>
    public required DateTimeOffset Attempted { get; init; }

    /// <summary>What has become of it.</summary>
    public ReportState State { get; init; }

    /// <summary>How often it has been sent since the inbox was started, without the repeats of <see cref="InboxBehaviour.ReportsTwice"/>.</summary>
    public int Tries { get; init; }

    /// <summary>What the web hook answered last if that was no 2xx.</summary>
    public string? Fault { get; init; }
}

/// <summary>One thing that happened to a mail at a recipient.</summary>
internal sealed record Delivery(string Recipient, DeliveryStatus Status, string Message)
{
    /// <summary>What an outcome comes to, in order.</summary>
    public static IReadOnlyList<Delivery> Of(string recipient, DeliveryOutcome outcome)
    {
        return outcome switch
        {
            DeliveryOutcome.Delivered => [Arrived()],
            DeliveryOutcome.Bounced => [Refused()],
            DeliveryOutcome.BouncedLater => [Arrived(), Refused()],
            DeliveryOutcome.SoftBounced => [new(recipient, DeliveryStatus.Failed, "552 5.2.2 Mailbox full")],
            DeliveryOutcome.Suppressed => [new(recipient, DeliveryStatus.Suppressed, "The recipient is on the suppression list: mail to it has bounced before.")],
            DeliveryOutcome.Quarantined => [new(recipient, DeliveryStatus.Quarantined, "The message was quarantined.")],
            DeliveryOutcome.FilteredSpam => [new(recipient, DeliveryStatus.FilteredSpam, "550 5.7.1 Message rejected as spam")],
            DeliveryOutcome.Expanded => [new(recipient, DeliveryStatus.Expanded, "The distribution list was expanded.")],
            DeliveryOutcome.Failed => [new(recipient, DeliveryStatus.Failed, "The message could not be delivered.")],
            DeliveryOutcome.NoReport => [],
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
        };

        Delivery Arrived() => new(recipient, DeliveryStatus.Delivered, "250 2.6.0 Queued mail for delivery");
        Delivery Refused() => new(recipient, DeliveryStatus.Bounced, "550 5.1.1 The email account that you tried to reach does not exist");
    }
}
