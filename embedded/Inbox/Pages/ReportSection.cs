using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>A mail's delivery reports on its page, and the form that adds one.</summary>
internal sealed class ReportSection(MailSummary mail, IReadOnlyList<DeliveryReport> reports)
{
    private static readonly DeliveryOutcome[] Late =
    [
        DeliveryOutcome.Bounced, DeliveryOutcome.SoftBounced, DeliveryOutcome.Quarantined, DeliveryOutcome.FilteredSpam, DeliveryOutcome.Suppressed,
        DeliveryOutcome.Failed,
    ];

    public Html Write() => Html.Of($"""
        <section id="zustellung" aria-labelledby="h-reports"><h2 id="h-reports">Zustellung</h2>
        {List()}
        <form class="filter" method="post" action="/mails/{mail.Id}/reports">
        {Recipient()}
        <p class="grow"><label for="outcome">Bericht</label><select id="outcome" name="outcome">{Html.Join(Late.Select(Option))}</select></p>
        <p><button type="submit">Als unzustellbar melden</button></p>
        </form></section>
        """);

    private Html List() => reports.Count == 0
        ? Html.Of($"<p class=\"empty\">Zu dieser Nachricht gibt es keinen Zustellbericht.</p>")
        : Html.Of($"<ul class=\"reports\">{Html.Join(reports.Select(Row))}</ul>");

    private static Html Row(DeliveryReport report) => Html.Of($"""
        <li><strong class="{(report.Status is DeliveryStatus.Delivered or DeliveryStatus.Expanded ? "" : "bad")}">{GermanReports.Status(report.Status)}</strong> <span>{report.Recipient}</span>
        <span class="address"><time datetime="{GermanText.Machine(report.Attempted)}">{GermanText.Full(report.Attempted)}</time> · {GermanReports.State(report)} · <span lang="en">{report.StatusMessage}</span></span></li>

        """);

    private Html Recipient()
    {
        var addresses = mail.Recipients.Select(party => party.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return addresses is [var one]
            ? Html.Of($"<input type=\"hidden\" name=\"address\" value=\"{one}\">")
            : Html.Of($"<p class=\"grow\"><label for=\"address\">Adresse</label><select id=\"address\" name=\"address\">{Html.Join(addresses.Select(address => Html.Of($"<option>{address}</option>")))}</select></p>");
    }

    private static Html Option(DeliveryOutcome outcome) => Html.Of($"<option value=\"{outcome.ToString()}\">{GermanReports.Outcome(outcome)}</option>");
}
