using System.Net;
using LipServerless.Embedded.Inbox.Pages;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Inbox;

/// <summary>
/// A local mail inbox. Senders reach it through the e-mail protocol of Azure Communication Services, with
/// <see cref="ConnectionString"/> where they would put the cloud's; people read the mails at <see cref="Address"/>, programs at
/// <c>/api/mails</c>. It listens on a loopback address only, and sends nothing on.
/// </summary>
/// <remarks>
/// Whoever gets 202 may kill the process: the mail lies on disk by then, and is there again after the next start in the same folder.
/// Thread-safe.
/// </remarks>
public sealed partial class InboxServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly WebApplication app;
    private readonly MailStore store;

    private InboxServer(WebApplication app, MailStore store, Uri address, string accessKey)
    {
        (this.app, this.store, Address) = (app, store, address);
        ConnectionString = $"endpoint={address};accesskey={accessKey}";
    }

    /// <summary>Where it listens, with the port that was taken; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary><c>endpoint=…;accesskey=…</c> for an <c>EmailClient</c>. A secret: do not log it.</summary>
    public string ConnectionString { get; }

    /// <summary>The counts as they are now.</summary>
    public InboxStats Stats => store.Stats;

    /// <summary>The mails as they are now, newest first.</summary>
    public IReadOnlyList<MailSummary> Mails => store.NewestFirst();

    /// <summary>Opens the folder and starts to listen.</summary>
    /// <exception cref="ArgumentException">The host is no loopback address, the access key no base64, or a number is out of range.</exception>
    /// <exception cref="IOException">The port is taken, another inbox uses the folder, or the folder cannot be used.</exception>
    /// <exception cref="InvalidDataException">A file among the mails is none.</exception>
    public static async Task<InboxServer> StartAsync(InboxOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var folder = Path.GetFullPath(options.Folder);
        var accessKey = options.AccessKey ?? await AccessKeyFile.ReadOrMakeAsync(folder, cancellationToken);
        var key = ReadKey(accessKey);

        var mails = new MailStore(folder, options.Clock);
        WebApplication? web = null;
        try
        {
            web = Build(options, mails, key);
            await web.StartAsync(cancellationToken);
            return new InboxServer(web, mails, AddressOf(web), accessKey);
        }
        catch
        {
            if (web is not null) await web.DisposeAsync();
            mails.Dispose();
            throw;
        }
    }

    /// <summary>Stops to listen, lets requests under way end (for a second at most), and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        using var over = new CancellationTokenSource(LongestStop);
        await app.StopAsync(over.Token);
        await app.DisposeAsync();
        store.Dispose();
    }

    private static void Check(InboxOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Folder, nameof(options));
        if (!IPAddress.IsLoopback(options.Host))
            throw new ArgumentException($"The inbox listens on loopback addresses only; {options.Host} is none. Its mails hold personal links.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RunningPolls);
        if (options.SendsPerMinute is < 0) throw new ArgumentOutOfRangeException(nameof(options), "SendsPerMinute must not be negative.");
    }

    private static byte[] ReadKey(string accessKey)
    {
        var key = new byte[accessKey.Length];
        return Convert.TryFromBase64String(accessKey, key, out var length) && length > 0
            ? key[..length]
            : throw new ArgumentException("The access key is no base64.", nameof(accessKey));
    }

    private static WebApplication Build(InboxOptions options, MailStore store, byte[] key)
    {
        // Empty: no environment variable and no settings file of the host may move this server to another address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // The send endpoint has its own limit, with the protocol's answer.
            kestrel.Listen(options.Host, options.Port);
        });
        builder.Services.AddRoutingCore();
        // The process's signals belong to the host around us.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        var web = builder.Build();
        var log = options.LoggerFactory.CreateLogger<InboxServer>();
        web.Use((context, next) => Guard(context, next, log));
        web.UseRouting();

        var signature = new RequestSignature(key, options.SystemClock);
        var states = new OperationStates(options, store, signature, () => AddressOf(web));
        web.MapPost("/emails:send", new SendEndpoint(options, store, signature, states).HandleAsync);
        web.MapGet("/emails/operations/{id}", states.HandleAsync);
        new MailApi(store).Map(web);
        web.MapGet("/", new ListPage(store).WriteAsync);
        web.MapGet("/mails/{id}", new MailPage(store).WriteAsync);
        web.MapGet("/inbox.css", Layout.WriteCssAsync);
        return web;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Urls.Single());

    /// <summary>Around every request: the headers that all answers carry, no strangers' host names, and failures as 500.</summary>
    private static async Task Guard(HttpContext context, RequestDelegate next, ILogger log)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // A web page elsewhere could point its own name at 127.0.0.1 and read the mails through the browser.
        if (!IsLocalName(context.Request.Host.Host))
        {
            await new AcsError(421, "MisdirectedRequest", "The inbox answers to loopback names only.").WriteAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to tell.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LogFailure(log, context.Request.Method, e);
            context.Response.Clear();
            await new AcsError(500, "InternalServerError", "The inbox failed; its log says why.").WriteAsync(context);
        }
    }

    private static bool IsLocalName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    [LoggerMessage(EventId = 5300, EventName = "InboxFailed", Level = LogLevel.Error,
        Message = "The inbox failed at a {Method} request.")]
    private static partial void LogFailure(ILogger logger, string method, Exception exception);

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
