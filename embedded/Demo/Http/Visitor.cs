using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Html.Dom;

namespace LipServerless.Embedded.Demo.Http;

/// <summary>A person at a browser: opens pages, fills in forms, presses buttons, follows where they lead.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
    });

    private readonly IBrowsingContext pages = BrowsingContext.New(Configuration.Default);

    /// <summary>Opens a page.</summary>
    /// <exception cref="DemoFailedException">It answers anything but 200.</exception>
    public async Task<IHtmlDocument> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(address, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? await ParseAsync(answer, address, cancellationToken)
            : throw new DemoFailedException($"Die Seite {Shown(address)} antwortet {(int)answer.StatusCode}.");
    }

    /// <summary>Presses a button of a form: what a browser would send is sent, and a redirect (303) followed.</summary>
    /// <exception cref="DemoFailedException">The answer is neither a page nor a redirect; the page's own words are in the message.</exception>
    public async Task<IHtmlDocument> PressAsync(IHtmlFormElement form, IHtmlElement button, CancellationToken cancellationToken)
    {
        // The parser knows fields within a form only; a browser also those that name it.
        foreach (var field in form.Owner!.QuerySelectorAll($"input[form='{form.Id}'], textarea[form='{form.Id}']").Where(field => !form.Contains(field)))
            form.AppendChild(field);
        var submission = form.GetSubmission(button) ?? throw new DemoFailedException("Das Formular lässt sich nicht absenden.");
        // The parser's submission goes by the form's own address; a browser goes by the button's.
        var submitted = new Uri(submission.Target.Href);
        var target = button.GetAttribute("formaction") is { Length: > 0 } own ? new Uri(submitted, own) : submitted;
        using var content = new StreamContent(submission.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(submission.MimeType ?? "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync(target, content, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location is { } location)
            return await OpenAsync(new Uri(target, location), cancellationToken);
        var page = await ParseAsync(answer, target, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.OK)
            return page;
        var reason = (page.QuerySelector("[role=alert]") ?? page.QuerySelector("main h1"))?.TextContent;
        throw new DemoFailedException($"Das Absenden auf {Shown(target)} antwortet {(int)answer.StatusCode}: {OneLine(reason)}");
    }

    public void Dispose()
    {
        http.Dispose();
        pages.Dispose();
    }

    /// <summary>Text as one line with single spaces.</summary>
    public static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer, Uri address, CancellationToken cancellationToken)
    {
        var html = await answer.Content.ReadAsStringAsync(cancellationToken);
        return (IHtmlDocument)await pages.OpenAsync(
            response => response.Content(html).Address(address.AbsoluteUri).Header("Content-Type", "text/html; charset=utf-8"), cancellationToken);
    }

    // A link's token is a key: it stays out of messages.
    private static string Shown(Uri address) => $"{string.Join('/', address.AbsolutePath.Split('/').Take(2))}/…";
}
