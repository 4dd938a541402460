using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary><c>GET /</c>: the mails by day, newest first, with a filter by recipient and kind.</summary>
internal sealed class ListPage(MailStore store, ReportLog reports, LiveBehaviour behaviour)
{
    private const int PageSize = 100;
    private const int RefreshSeconds = 15;

    public Task WriteAsync(HttpContext context)
    {
        var query = context.Request.Query;
        // A filter that cannot be read is a mistyped address bar here: the page shows what it understood.
        var (filter, _) = MailFilter.Read(query);
        var live = query.ContainsKey("live");
        var all = store.NewestFirst();
        var shown = all.Where(filter.Takes).Take(PageSize + 1).ToArray();
        var more = shown.Length > PageSize;
        if (more) shown = shown[..PageSize];

        var body = Html.Of($"""
            <h1>Nachrichten</h1>
            {Disturbed()}
            {Filter(all, filter, live)}
            {Summary(all, filter, live)}
            {List(shown, all.Length == 0)}
            {(more ? Html.Of($"<p class=\"more\"><a href=\"{Address(filter with { Before = shown[^1].Id }, live: false)}\">Ältere Nachrichten</a></p>") : Html.None)}
            """);
        return Layout.WriteAsync(context, "Postfach", body, live && filter.Before is null ? RefreshSeconds : null);
    }

    private static Html Filter(MailSummary[] all, MailFilter filter, bool live)
    {
        if (all.Length == 0) return Html.None;

        // The newest display name of an address stands for it; bodies that share an address are shown once.
        var recipients = all.SelectMany(m => m.Recipients).GroupBy(p => p.Address, StringComparer.OrdinalIgnoreCase)
            .Select(g => (Address: g.Key, Name: g.First().Shown, Count: g.Count()))
            .OrderBy(r => r.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("de-DE"), ignoreCase: true)).ToArray();
        var kinds = all.Select(m => m.Kind).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(MailKinds.InGerman, StringComparer.Ordinal).ToArray();

        var to = Html.Join(recipients.Select(r => Option(r.Address, $"{r.Name} ({r.Count})", filter.To)));
        var other = filter.To is { } given && !recipients.Any(r => string.Equals(r.Address, given, StringComparison.OrdinalIgnoreCase)) ? Option(given, $"„{given}“", given) : Html.None;
        var kind = Html.Join(kinds.Select(k => Option(k, MailKinds.InGerman(k), filter.Kind)));
        var byKind = kinds.Length == 0 ? Html.None : Html.Of($"""
            <p class="kinds"><label for="kind">Art</label><select id="kind" name="kind"><option value="">alle</option>{kind}</select></p>
            """);
        return Html.Of($"""
            <form class="filter" method="get" action="/">
            <p class="grow"><label for="to">Empfänger</label><select id="to" name="to"><option value="">alle</option>{other}{to}</select></p>
            {byKind}
            {(live ? Html.Of($"<input type=\"hidden\" name=\"live\" value=\"1\">") : Html.None)}
            <p><button type="submit">Anzeigen</button></p>
            </form>
            """);
    }

    private static Html Option(string value, string text, string? chosen) =>
        string.Equals(value, chosen, StringComparison.OrdinalIgnoreCase)
            ? Html.Of($"<option value=\"{value}\" selected>{text}</option>")
            : Html.Of($"<option value=\"{value}\">{text}</option>");

    private static Html Summary(MailSummary[] all, MailFilter filter, bool live)
    {
        var taken = all.Count(filter.Takes);
        var count = taken == all.Length ? GermanText.Count(taken, "Nachricht", "Nachrichten") : $"{GermanText.Count(taken, "Nachricht", "Nachrichten")} von {all.Length}";
        var reset = filter.To is null && filter.Kind is null && filter.Before is null ? Html.None : Html.Of($" · <a href=\"/\">alle zeigen</a>");
        // A page that renews itself throws whoever reads with a screen reader or a magnifier back to its top: only on demand (WCAG 2.2.1).
        var renewal = filter.Before is not null ? Html.None
            : live ? Html.Of($" · aktualisiert sich alle {RefreshSeconds} Sekunden (<a href=\"{Address(filter, live: false)}\">anhalten</a>)")
            : Html.Of($" · <a href=\"{Address(filter, live: true)}\">selbst aktualisieren lassen</a>");
        return Html.Of($"<p class=\"summary\">{count}{reset}{renewal}</p>");
    }

    private Html Disturbed() => behaviour.Current.IsOrdinary ? Html.None : Html.Of($"""
        <p class="alert" role="note">Dieses Postfach stört zum Ausprobieren: <a href="/behaviour">Störungen ansehen</a></p>
        """);

    private Html List(MailSummary[] shown, bool nothingAtAll)
    {
        if (nothingAtAll) return Html.Of($"<p class=\"empty\">Noch ist keine Nachricht eingegangen. Sobald eine Beteiligungsrunde beginnt, erscheinen die Einladungen hier.</p>");
        if (shown.Length == 0) return Html.Of($"<p class=\"empty\">Zu dieser Auswahl gibt es keine Nachricht.</p>");
        return Html.Join(shown.GroupBy(m => GermanText.Day(m.Received)).Select(day => Html.Of($"""
            <section><h2>{GermanText.DayName(day.Key)}</h2><ul class="mails">
            {Html.Join(day.Select(Row))}
            </ul></section>

            """)));
    }

    private Html Row(MailSummary mail)
    {
        var recipients = mail.Recipients.ToArray();
        var to = recipients.Length > 1 ? $"{recipients[0].Shown} und {recipients.Length - 1} weitere" : recipients[0].Shown;
        var kind = mail.Kind is { } k ? Html.Of($"<span class=\"kind\">{MailKinds.InGerman(k)}</span>") : Html.None;
        var bad = reports.Of(mail.Id).Where(report => report.Status is not (DeliveryStatus.Delivered or DeliveryStatus.Expanded)).Select(report => GermanReports.Status(report.Status)).FirstOrDefault();
        var failed = mail.Failure is not null ? Html.Of($"<span class=\"kind failed\">nicht zugestellt</span>")
            : bad is not null ? Html.Of($"<span class=\"kind failed\">{bad}</span>") : Html.None;
        var files = mail.Attachments.Count == 0 ? Html.None : Html.Of($"<span class=\"kind\">{GermanText.Count(mail.Attachments.Count, "Anlage", "Anlagen")}</span>");
        return Html.Of($"""
            <li><a href="/mails/{mail.Id}"><span class="to">{to}</span><time datetime="{GermanText.Machine(mail.Received)}">{GermanText.Time(mail.Received)}</time><span class="subject">{mail.Subject}</span><span class="marks">{kind}{failed}{files}</span></a></li>

            """);
    }

    private static string Address(MailFilter filter, bool live)
    {
        var parts = new List<string>();
        if (filter.To is { } to) parts.Add($"to={Uri.EscapeDataString(to)}");
        if (filter.Kind is { } kind) parts.Add($"kind={Uri.EscapeDataString(kind)}");
        if (filter.Before is { } before) parts.Add($"before={before}");
        if (live) parts.Add("live=1");
        return parts.Count == 0 ? "/" : "/?" + string.Join('&', parts);
    }
}
