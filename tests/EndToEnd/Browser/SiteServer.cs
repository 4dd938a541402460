using System.Net;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>
/// The public pages over HTTP without storage, mail or engine: ports in memory behind Kestrel. A browser sees the same bytes and headers as
/// from a host, and a page that takes weeks to come about in a round is there at once.
/// </summary>
internal sealed class SiteServer : IAsyncDisposable
{
    private const string Recorded = "/recorded/";

    private readonly WebApplication app;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<SiteAnswer> answers = [];

    private SiteServer(WebApplication app) => this.app = app;

    public PublicSite Site { get; } = new();

    public Uri Address => new(app.Urls.First());

    public static async Task<SiteServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new SiteServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Where an answer that was given before can be looked at.</summary>
    public Uri Show(SiteAnswer answer)
    {
        answers.Add(answer);
        return new Uri(Address, $"{Recorded}{answers.Count - 1}");
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Site.Dispose();
        gate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = await FindAsync(context.Request);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers.Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding")))
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Body);
    }

    // One at a time: the fakes behind the ports are not made for more.
    private async Task<SiteAnswer?> FindAsync(HttpRequest request)
    {
        var path = request.Path.Value!;
        if (path.StartsWith(Recorded, StringComparison.Ordinal) && int.TryParse(path[Recorded.Length..], out var number))
            return answers[number];
        if (path == "/favicon.ico")
            return null;
        await gate.WaitAsync();
        try
        {
            if (HttpMethods.IsGet(request.Method))
                return await Site.GetAsync(path + request.QueryString);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return await Site.PostAsync(path, body.ToArray(), request.ContentType!);
        }
        finally
        {
            gate.Release();
        }
    }
}
