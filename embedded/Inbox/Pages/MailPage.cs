using System.Text.RegularExpressions;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>
/// <c>GET /mails/{id}</c>: one mail with both bodies, headers, attachments and delivery reports; <c>POST /mails/{id}/reports</c> adds a report.
/// </summary>
internal sealed partial class MailPage(MailStore store, ReportLog reports, LateReports late)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/mails/{id}", WriteAsync);
        routes.MapPost("/mails/{id}/reports", ReportAsync);
    }

    private async Task ReportAsync(HttpContext context)
    {
        if (await PageForm.ReadAsync(context) is not { } form) return;
        if (MailApi.Find(context, store) is var (mail, _)
            && form.Text("address") is { } address && form.Choice<DeliveryOutcome>("outcome") is { } outcome && late.Report(mail, address, outcome))
        {
            PageForm.SeeOther(context, $"/mails/{mail.Id}#zustellung");
            return;
        }

        await PageForm.RefuseAsync(context, "Diese Nachricht oder diese Adresse gibt es nicht.");
    }

    private Task WriteAsync(HttpContext context)
    {
        if (MailApi.Find(context, store) is not var (summary, mail))
        {
            return Layout.WriteAsync(context, "Nicht gefunden · Postfach", Html.Of($"""
                <h1>Diese Nachricht gibt es nicht</h1>
                <p>Unter dieser Nummer liegt nichts im Postfach. <a href="/">Zurück zu allen Nachrichten</a></p>
                """), status: StatusCodes.Status404NotFound);
        }

        var html = string.IsNullOrWhiteSpace(mail.Html) ? Html.None : Html.Of($"""
            <section aria-labelledby="h-html"><h2 id="h-html">Nachricht</h2>
            <iframe class="body" title="Nachricht, wie sie gestaltet ist" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" referrerpolicy="no-referrer" srcdoc="{Framed(mail)}"></iframe></section>
            """);
        var text = string.IsNullOrWhiteSpace(mail.Text) ? Html.None : Html.Of($"""
            <details{(html == Html.None ? Html.Of($" open") : Html.None)}><summary>Nur Text</summary><pre class="text">{Linked(mail.Text)}</pre></details>
            """);
        var body = Html.Of($"""
            <p class="back"><a href="/">← Alle Nachrichten</a></p>
            <h1>{summary.Subject}</h1>
            {Failure(summary)}
            <dl class="facts">
            {Fact("An", summary.To)}{Fact("Kopie", summary.Cc)}{Fact("Blindkopie", summary.Bcc)}
            <div><dt>Von</dt><dd>{summary.From}</dd></div>{Fact("Antwort an", summary.ReplyTo)}
            <div><dt>Eingang</dt><dd><time datetime="{GermanText.Machine(summary.Received)}">{GermanText.Full(summary.Received)}</time></dd></div>
            {(summary.Kind is { } kind ? Html.Of($"<div><dt>Art</dt><dd>{MailKinds.InGerman(kind)}</dd></div>") : Html.None)}
            </dl>
            {Attachments(summary)}
            {html}
            {text}
            {new ReportSection(summary, reports.Of(summary.Id)).Write()}
            {Headers(summary)}
            """);
        return Layout.WriteAsync(context, $"{summary.Subject} · Postfach", body, policy: Layout.PolicyWithMail);
    }

    private static Html Failure(MailSummary mail) => mail.Failure is { } failure
        ? Html.Of($"<p class=\"alert\" role=\"note\"><strong>Nicht zugestellt.</strong> {failure.Message} ({failure.Code})</p>")
        : Html.None;

    private static Html Fact(string name, IReadOnlyList<MailParty> parties) => parties.Count == 0 ? Html.None : Html.Of($"""
        <div><dt>{name}</dt><dd>{Html.Join(parties.Select(Party))}</dd></div>
        """);

    private static Html Party(MailParty party) => string.IsNullOrWhiteSpace(party.DisplayName)
        ? Html.Of($"<span class=\"party\">{party.Address}</span>")
        : Html.Of($"<span class=\"party\">{party.DisplayName} <span class=\"address\">{party.Address}</span></span>");

    private static Html Attachments(MailSummary mail) => mail.Attachments.Count == 0 ? Html.None : Html.Of($"""
        <section aria-labelledby="h-files"><h2 id="h-files">Anlagen</h2><ul class="files">
        {Html.Join(mail.Attachments.Select(a => Html.Of($"<li><a href=\"/api/mails/{mail.Id}/attachments/{a.Number}\">{a.Name}</a> <span class=\"address\">{a.ContentType}, {GermanText.Size(a.Size)}</span></li>")))}
        </ul></section>
        """);

    private static Html Headers(MailSummary mail) => Html.Of($"""
        <details><summary>Kopfzeilen</summary><dl class="facts">
        <div><dt>Vorgang</dt><dd><code>{mail.OperationId.ToString()}</code></dd></div>
        {Html.Join(mail.Headers.Select(h => Html.Of($"<div><dt>{h.Key}</dt><dd><code>{h.Value}</code></dd></div>")))}
        </dl><p class="address">Als JSON: <a href="/api/mails/{mail.Id}">/api/mails/{mail.Id}</a></p></details>
        """);

    /// <summary>The HTML body for the frame: links leave the frame, inline pictures are put in place of their content ids.</summary>
    private static string Framed(SubmittedMail mail) => "<base target=\"_blank\">" + ContentIds().Replace(mail.Html!, match =>
    {
        var id = Uri.UnescapeDataString(match.Groups["id"].Value);
        return mail.Attachments.FirstOrDefault(a => a.ContentId == id) is { } picture && PictureTypes().IsMatch(picture.ContentType)
            ? $"data:{picture.ContentType};base64,{Convert.ToBase64String(picture.Content.Span)}"
            : match.Value;
    });

    /// <summary>Plain text whose web addresses can be followed.</summary>
    private static Html Linked(string text)
    {
        var pieces = new List<Html>();
        var at = 0;
        foreach (Match match in WebAddresses().Matches(text))
        {
            pieces.Add(Html.Of($"{text[at..match.Index]}<a href=\"{match.Value}\" target=\"_blank\" rel=\"noopener noreferrer\">{match.Value}</a>"));
            at = match.Index + match.Length;
        }

        pieces.Add(Html.Of($"{text[at..]}"));
        return Html.Join(pieces);
    }

    [GeneratedRegex("""(?<=["'(])cid:(?<id>[^"')\s>]+)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContentIds();

    [GeneratedRegex(@"\Aimage/(png|jpeg|gif|webp)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PictureTypes();

    // A sentence's full stop or closing bracket after an address does not belong to it.
    [GeneratedRegex("""https?://[^\s<>"]*[^\s<>".,;:!?)\]]""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WebAddresses();
}
