using System.Net;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Entra;
using LipServerless.Embedded.Inbox.Pages;
using LipServerless.Embedded.Inbox.Protocol;
using LipServerless.Embedded.Inbox.Reports;
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
/// <c>/api/mails</c>. It listens on a loopback address only, and sends nothing on. It reports what became of each mail to a web hook on this
/// machine (<see cref="Subscribe"/>), as Event Grid does.
/// </summary>
/// <remarks>
/// Whoever gets 202 may kill the process: the mail lies on disk by then, and is there again after the next start in the same folder. So are
/// reports that the web hook has not acknowledged.
/// Thread-safe.
/// </remarks>
public sealed partial class InboxServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly WebApplication app;
    private readonly Parts parts;

    private InboxServer(WebApplication app, Parts parts, string accessKey)
    {
        (this.app, this.parts, Address) = (app, parts, AddressOf(app));
        ConnectionString = $"endpoint={Address};accesskey={accessKey}";
    }

    /// <summary>Where it listens, with the port that was taken; ends in a slash.</summary>
    public Uri Address { get; }

    /// <summary><c>endpoint=…;accesskey=…</c> for an <c>EmailClient</c>. A secret: do not log it.</summary>
    public string ConnectionString { get; }

    /// <summary>What a web hook takes for <c>https://login.microsoftonline.com/{tenant}</c>; its tenant is <see cref="EntraStandIn.TenantId"/>.</summary>
    public Uri Authority => parts.Entra.Authority;

    /// <summary>The counts as they are now.</summary>
    public InboxStats Stats => parts.Stats;

    /// <summary>The mails as they are now, newest first.</summary>
    public IReadOnlyList<MailSummary> Mails => parts.Store.NewestFirst();

    /// <summary>The delivery reports as they are now, newest first.</summary>
    public IReadOnlyList<DeliveryReport> Reports => parts.Reports.NewestFirst();

    /// <summary>How it stands with the web hook; null while there is none.</summary>
    public WebHookState? WebHook => parts.Sender.State;

    /// <summary>What goes wrong, as it is now: counts have run down.</summary>
    /// <exception cref="ArgumentException">Set to something out of range; the message names the member.</exception>
    public InboxBehaviour Behaviour
    {
        get => parts.Behaviour.Current;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Check(value);
            parts.Behaviour.Replace(value);
        }
    }

    /// <summary>
    /// Names the web hook that gets delivery reports; once. What was not acknowledged before goes there too. Returns at once: the handshake
    /// is tried until the web hook agrees, so it may start later.
    /// </summary>
    /// <exception cref="ArgumentException">The web hook is not on this machine: reports hold addresses.</exception>
    /// <exception cref="InvalidOperationException">There is a web hook already.</exception>
    public void Subscribe(Uri webHook)
    {
        ArgumentNullException.ThrowIfNull(webHook);
        if (!webHook.IsAbsoluteUri || !webHook.IsLoopback) throw new ArgumentException("The web hook must be on this machine.", nameof(webHook));
        parts.Sender.Subscribe(webHook);
    }

    /// <summary>Completes as soon as the web hook has every report there is, or has refused it for good. May take for ever: bound it.</summary>
    public Task WhenReportsSettledAsync(CancellationToken cancellationToken) => parts.Reports.WhenSettledAsync().WaitAsync(cancellationToken);

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

        var inside = Parts.Open(folder, options);
        WebApplication? web = null;
        try
        {
            inside.ReportWhatIsUnreported();
            web = Build(options, inside, key);
            inside.Address = () => AddressOf(web);
            await web.StartAsync(cancellationToken);
            return new InboxServer(web, inside, accessKey);
        }
        catch
        {
            if (web is not null) await web.DisposeAsync();
            await inside.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops sending reports and listening, lets requests under way end (for a second at most), and frees the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await parts.Sender.DisposeAsync();
        using var over = new CancellationTokenSource(LongestStop);
        await app.StopAsync(over.Token);
        await app.DisposeAsync();
        await parts.DisposeAsync();
    }

    private static void Check(InboxOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Folder, nameof(options));
        if (!IPAddress.IsLoopback(options.Host))
            throw new ArgumentException($"The inbox listens on loopback addresses only; {options.Host} is none. Its mails hold personal links.", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.RunningPolls);
        if (options.SendsPerMinute is < 0) throw new ArgumentOutOfRangeException(nameof(options), "SendsPerMinute must not be negative.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.WebHookPatience, TimeSpan.Zero);
        if (options.Behaviour is { } behaviour) Check(behaviour);
    }

    private static void Check(InboxBehaviour behaviour)
    {
        if (BehaviourJson.Check(behaviour) is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(' ', faults.Select(fault => $"{fault.Field}: {fault.Message}")), nameof(behaviour));
    }

    private static byte[] ReadKey(string accessKey)
    {
        var key = new byte[accessKey.Length];
        return Convert.TryFromBase64String(accessKey, key, out var length) && length > 0
            ? key[..length]
            : throw new ArgumentException("The access key is no base64.", nameof(accessKey));
    }

    private static WebApplication Build(InboxOptions options, Parts parts, byte[] key)
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
        var (store, reports, behaviour) = (parts.Store, parts.Reports, parts.Behaviour);
        var states = new OperationStates(options, behaviour, store, reports, signature, () => AddressOf(web));
        var late = new LateReports(reports, behaviour, store);
        web.MapPost("/emails:send", new SendEndpoint(behaviour, store, reports, signature, states).HandleAsync);
        web.MapGet("/emails/operations/{id}", states.HandleAsync);
        parts.Entra.Map(web);
        new MailApi(store, reports, () => parts.Stats).Map(web);
        new BehaviourApi(behaviour, store).Map(web);
        new ReportApi(reports, parts.Sender, late, store).Map(web);
        web.MapGet("/", new ListPage(store, reports, behaviour).WriteAsync);
        new MailPage(store, reports, late).Map(web);
        new BehaviourPage(behaviour, reports, parts.Sender, store).Map(web);
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

        if (!CrossSiteGuard.Allows(context.Request))
        {
            await InboxProblem.WriteAsync(context, 403, "From another site.", "Only the inbox's own pages, and programs, may change anything here.");
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

    /// <summary>What stands behind the server.</summary>
    private sealed class Parts : IAsyncDisposable
    {
        private readonly SigningKey signingKey;

        private Parts(string folder, InboxOptions options, MailStore store, ReportLog reports, LiveBehaviour behaviour)
        {
            (Store, Reports, Behaviour) = (store, reports, behaviour);
            signingKey = new SigningKey(folder);
            Entra = new EntraStandIn(signingKey, options.SystemClock, () => Address());
            Sender = new ReportSender(reports, store, behaviour, Entra, options);
        }

        public Func<Uri> Address { get; set; } = static () => throw new InvalidOperationException("The inbox does not listen yet.");

        public MailStore Store { get; }

        public ReportLog Reports { get; }

        public LiveBehaviour Behaviour { get; }

        public EntraStandIn Entra { get; }

        public ReportSender Sender { get; }

        public InboxStats Stats => Store.Stats with { TooEarly = Behaviour.TooEarly };

        public static Parts Open(string folder, InboxOptions options)
        {
            var store = new MailStore(folder, options.Clock);
            ReportLog? reports = null;
            try
            {
                reports = new ReportLog(folder);
                return new Parts(folder, options, store, reports, new LiveBehaviour(folder, options));
            }
            catch
            {
                reports?.Dispose();
                store.Dispose();
                throw;
            }
        }

        /// <summary>Mails whose inbox was killed before it had noted what became of them.</summary>
        public void ReportWhatIsUnreported()
        {
            foreach (var mail in Store.NewestFirst().Reverse().Where(mail => !Reports.Knows(mail.Id)))
                Reports.Add(mail.Id, mail.Failure is null ? Behaviour.Deliver(mail.Recipients, mail.Received) : [], mail.Received);
        }

        public async ValueTask DisposeAsync()
        {
            await Sender.DisposeAsync();
            signingKey.Dispose();
            Reports.Dispose();
            Store.Dispose();
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
