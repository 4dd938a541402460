using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>Delivery reports in German.</summary>
internal static class GermanReports
{
    public static string Status(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Delivered => "zugestellt",
        DeliveryStatus.Expanded => "Verteiler aufgelöst",
        DeliveryStatus.Suppressed => "zurückgehalten",
        DeliveryStatus.Bounced => "unzustellbar",
        DeliveryStatus.Quarantined => "in Quarantäne",
        DeliveryStatus.FilteredSpam => "als Spam abgewiesen",
        _ => "gescheitert",
    };

    public static string State(DeliveryReport report) => report.State switch
    {
        ReportState.Acknowledged => "gemeldet",
        ReportState.Dropped => $"verworfen: Die Anwendung {Fault(report.Fault)}",
        _ when report.Fault is { } fault => $"wird wieder versucht ({GermanText.Count(report.Tries, "Versuch", "Versuche")}): Die Anwendung {Fault(fault)}",
        _ => "noch nicht gemeldet",
    };

    public static string Outcome(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "kommt an",
        DeliveryOutcome.Bounced => "unzustellbar: die Adresse gibt es nicht",
        DeliveryOutcome.BouncedLater => "erst zugestellt, dann unzustellbar",
        DeliveryOutcome.SoftBounced => "gescheitert: das Postfach ist voll",
        DeliveryOutcome.Suppressed => "zurückgehalten (Sperrliste)",
        DeliveryOutcome.Quarantined => "in Quarantäne",
        DeliveryOutcome.FilteredSpam => "als Spam abgewiesen",
        DeliveryOutcome.Expanded => "Verteiler aufgelöst",
        DeliveryOutcome.Failed => "gescheitert",
        _ => "kein Bericht",
    };

    /// <summary>What a web hook did instead of taking a report. Sentences of the sender, whose author reads English.</summary>
    public static string Fault(string? fault) => fault switch
    {
        null => "antwortet nicht",
        _ when fault.StartsWith("answered ", StringComparison.Ordinal) && fault.EndsWith(" without the validation code", StringComparison.Ordinal) => "hat den Prüfcode nicht zurückgegeben",
        _ when fault.StartsWith("answered ", StringComparison.Ordinal) => $"hat mit {fault["answered ".Length..]} geantwortet",
        _ when fault.StartsWith("could not be reached", StringComparison.Ordinal) => "war nicht zu erreichen",
        _ when fault.StartsWith("did not answer", StringComparison.Ordinal) => "hat nicht rechtzeitig geantwortet",
        _ => fault,
    };
}
