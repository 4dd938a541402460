using System.Text;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>What all pages share: head, banner, policy.</summary>
internal static class Layout
{
    /// <summary>Nothing runs, nothing comes from elsewhere.</summary>
    public const string Policy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A framed mail inherits its page's policy: its own styles must be allowed there. Pictures only as data.</summary>
    public const string PolicyWithMail = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly byte[] Css = ReadCss();

    public static Task WriteAsync(HttpContext context, string title, Html body, int? refreshSeconds = null, string policy = Policy, int status = 200)
    {
        var refresh = refreshSeconds is { } seconds ? Html.Of($"<meta http-equiv=\"refresh\" content=\"{seconds}\">") : Html.None;
        var page = Html.Of($"""
            <!DOCTYPE html>
            <html lang="de">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            {refresh}
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/inbox.css">
            </head>
            <body>
            <a class="skip" href="#inhalt">Zum Inhalt</a>
            <header class="banner"><div class="wide"><a class="brand" href="/">Postfach</a><span class="note">Lokale Ablage: Diese Nachrichten haben das Gerät nicht verlassen.</span><nav class="nav" aria-label="Postfach"><a href="/">Nachrichten</a> <a href="/behaviour">Störungen</a></nav></div></header>
            <main id="inhalt" class="wide">
            {body}
            </main>
            </body>
            </html>
            """);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = policy;
        return context.Response.WriteAsync(page.ToString(), Encoding.UTF8, context.RequestAborted);
    }

    public static Task WriteCssAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.ContentLength = Css.Length;
        return context.Response.Body.WriteAsync(Css, context.RequestAborted).AsTask();
    }

    private static byte[] ReadCss()
    {
        using var stream = typeof(Layout).Assembly.GetManifestResourceStream("LipServerless.Embedded.Inbox.Pages.inbox.css")
            ?? throw new InvalidOperationException("The inbox's style sheet is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
