using System.Globalization;
using System.Net.Mime;
using System.Text;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Reports;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox;

/// <summary>The mails as JSON, for programs; and single parts of them. Lists are newest first.</summary>
internal sealed class MailApi(MailStore store, ReportLog reports, Func<InboxStats> stats)
{
    // A mail's HTML is a stranger's: no scripts, nothing loaded from elsewhere, an origin of its own.
    private const string ForeignHtmlPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/stats", context => InboxJson.WriteAsync(context, stats()));
        routes.MapGet("/api/mails", ListAsync);
        routes.MapGet("/api/mails/{id}", context => WithMail(context, mail => InboxJson.WriteAsync(context, new MailDetail(mail.Summary, mail.Mail.Text, mail.Mail.Html, reports.Of(mail.Summary.Id)))));
        routes.MapGet("/api/mails/{id}/html", context => WithMail(context, mail => WriteBody(context, mail.Mail.Html, "text/html; charset=utf-8")));
        routes.MapGet("/api/mails/{id}/text", context => WithMail(context, mail => WriteBody(context, mail.Mail.Text, "text/plain; charset=utf-8")));
        routes.MapGet("/api/mails/{id}/attachments/{n}", context => WithMail(context, mail => WriteAttachment(context, mail.Mail)));
    }

    /// <summary>The mail that the route's <c>id</c> names; null if there is none.</summary>
    public static (MailSummary Summary, SubmittedMail Mail)? Find(HttpContext context, MailStore store) =>
        Number(context, "id") is { } id ? store.Read(id) : null;

    private static long? Number(HttpContext context, string name) =>
        long.TryParse((string?)context.Request.RouteValues[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Task ListAsync(HttpContext context)
    {
        var (filter, malformed) = MailFilter.Read(context.Request.Query);
        return malformed.Count == 0
            ? InboxJson.WriteAsync(context, store.NewestFirst().Where(filter.Takes))
            : InboxProblem.WriteAsync(context, 400, "Malformed filter.", $"Cannot read the parameters: {string.Join(", ", malformed)}.");
    }

    private Task WithMail(HttpContext context, Func<(MailSummary Summary, SubmittedMail Mail), Task> write) =>
        Find(context, store) is { } mail ? write(mail) : InboxProblem.WriteAsync(context, 404, "No such mail.", "The inbox holds no mail with this number.");

    private static Task WriteBody(HttpContext context, string? body, string contentType)
    {
        if (body is null) return InboxProblem.WriteAsync(context, 404, "No such body.", "The mail was sent without this kind of body.");
        context.Response.ContentType = contentType;
        context.Response.Headers.ContentSecurityPolicy = ForeignHtmlPolicy;
        return context.Response.WriteAsync(body, Encoding.UTF8, context.RequestAborted);
    }

    private static Task WriteAttachment(HttpContext context, SubmittedMail mail)
    {
        if (Number(context, "n") is not { } n || n >= mail.Attachments.Count) return InboxProblem.WriteAsync(context, 404, "No such attachment.", "The mail has no attachment with this number.");
        var attachment = mail.Attachments[(int)n];
        // Always a download: nothing a sender attached is ever shown in the inbox's own origin.
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.ContentSecurityPolicy = ForeignHtmlPolicy;
        context.Response.ContentType = SafeType(attachment.ContentType);
        context.Response.ContentLength = attachment.Content.Length;
        return context.Response.Body.WriteAsync(attachment.Content, context.RequestAborted).AsTask();
    }

    private static string SafeType(string given)
    {
        try
        {
            return new ContentType(given).MediaType;
        }
        catch (FormatException)
        {
            return MediaTypeNames.Application.Octet;
        }
    }
}
