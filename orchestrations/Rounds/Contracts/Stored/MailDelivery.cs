using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>What is known of a mail's delivery to one of its recipients. Holds no address.</summary>
public sealed record MailDelivery
{
    /// <summary>Which recipient: a keyed digest of the address that says nothing outside of this mail.</summary>
    public required string Recipient { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>When the attempt was made that the report is about, by the mail service's clock.</summary>
    public required DateTimeOffset AttemptAt { get; init; }

    /// <summary>
    /// Whether this says more than what was known: a later attempt does; of the same attempt, the worse end. The order in which reports come,
    /// and how often each does, thus makes no difference.
    /// </summary>
    public bool Overtakes(MailDelivery? known) =>
        known is null || AttemptAt > known.AttemptAt || (AttemptAt == known.AttemptAt && Status > known.Status);
}

/// <summary>What became of a mail to a recipient, as the mail service reports it; the worse the later in this list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryStatus>))]
public enum DeliveryStatus
{
    /// <summary>The address is a list, to whose members it went on.</summary>
    Expanded,

    /// <summary>The recipient's server took it.</summary>
    Delivered,

    /// <summary>The recipient's server put it into quarantine.</summary>
    Quarantined,

    /// <summary>Taken for spam, and refused.</summary>
    FilteredSpam,

    /// <summary>Not delivered, for a reason that may pass.</summary>
    Failed,

    /// <summary>Not tried: mails to this address came back before.</summary>
    Suppressed,

    /// <summary>It came back: the address takes no mail.</summary>
    Bounced,
}

/// <summary>Judges a status.</summary>
public static class DeliveryStatusExtensions
{
    /// <summary>Whether the recipient has it, as far as is known.</summary>
    public static bool Arrived(this DeliveryStatus status) => status is DeliveryStatus.Delivered or DeliveryStatus.Expanded;

    /// <summary>Whether the address itself is at fault: no further mail goes there before somebody has mended it.</summary>
    public static bool IsOfTheAddress(this DeliveryStatus status) => status is DeliveryStatus.Bounced or DeliveryStatus.Suppressed;
}
