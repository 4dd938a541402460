using Azure.Storage.Blobs;
using LipServerless.Activities;
using LipServerless.Activities.Ports;
using LipServerless.Adapters;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Hosting.Http;
using LipServerless.Embedded.Inbox;
using LipServerless.Rounds;
using LipServerless.Web;
using LipServerless.Web.Durable;
using LipServerless.Web.Staff;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Serving;

/// <summary>
/// The whole application in one process: storage (an Azurite of its own where none answers), the local inbox, the durable engine, and
/// the functions on Kestrel. Stops in the order in which nothing is lost.
/// </summary>
public sealed class LipHost : IAsyncDisposable
{
    /// <summary>The path of the application's web hook for delivery reports.</summary>
    internal const string MailEvents = "api/mail/events";

    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(3);

    private readonly EmbeddedHost host;
    private readonly LocalStorage storage;
    private readonly FileLogs logs;

    private LipHost(EmbeddedHost host, InboxServer inbox, LocalStorage storage, FileLogs logs, Workspace workspace, IReadOnlyList<StaffKey> staff)
    {
        this.host = host;
        this.storage = storage;
        this.logs = logs;
        Inbox = inbox;
        Workspace = workspace;
        Staff = staff;
    }

    /// <summary>Where functions and pages answer.</summary>
    public Uri Address => host.Address;

    /// <summary>The local mail inbox.</summary>
    public InboxServer Inbox { get; }

    /// <summary>What belongs to this machine.</summary>
    public Workspace Workspace { get; }

    /// <summary>Staff with their keys.</summary>
    public IReadOnlyList<StaffKey> Staff { get; }

    /// <summary>The functions' host.</summary>
    public EmbeddedHost Host => host;

    /// <summary>How storage is reached.</summary>
    public string StorageConnectionString => storage.ConnectionString;

    /// <summary>An address that signs the first person of staff in to the dashboard; valid for a week.</summary>
    public Uri SignInAddress
    {
        get
        {
            var session = host.Services.GetRequiredService<StaffSession>();
            return new Uri(Address, $"dashboard/sign-in?code={Uri.EscapeDataString(session.SignInCode(Staff[0].Name, TimeSpan.FromDays(7)))}");
        }
    }

    /// <summary>Starts everything; what rounds were running go on.</summary>
    public static async Task<LipHost> StartAsync(LipHostOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var workspace = Workspace.Open(options.Workspace);
        var clock = options.Clock ?? new ProcessClock(TimeProvider.System);
        var settings = LocalSettings.Read(options.Settings, options.OwnSettingsOnly);
        var staff = SecretFiles.Staff(workspace, options.FirstStaffName);
        var log = new FileLogs(workspace.LogFile, TimeProvider.System);

        // Nothing may fall due before all of it stands.
        using var starting = clock.Hold();
        LocalStorage? account = null;
        InboxServer? inbox = null;
        EmbeddedHost? functions = null;
        try
        {
            account = await LocalStorage.EnsureAsync(
                workspace, options.StorageConnectionString ?? settings["Lip:Storage:ConnectionString"], options.FreeStoragePorts, options.Say, cancellationToken);
            await StandByAsync(options, account, settings["Lip:Storage:Prefix"], cancellationToken);
            inbox = await OpenInboxAsync(
                new()
                {
                    Folder = workspace.InboxFolder,
                    Port = options.InboxPort,
                    Clock = clock,
                    Reuse = options.InboxReuse,
                    Fault = options.InboxFault,
                    Behaviour = options.InboxBehaviour,
                    LoggerFactory = new LoggerFactory([log]),
                },
                cancellationToken);
            functions = await EmbeddedHost.StartAsync(
                HostOptions(options, workspace, clock, settings, account, inbox, staff, log), cancellationToken);
            await functions.Services.GetRequiredService<RoundRunner>().EnsureAllAsync(functions.DurableClient, resume: true, cancellationToken);
            if (LocalSettings.TakesReportsOf(inbox, functions.Services.GetRequiredService<IConfiguration>()))
                inbox.Subscribe(new Uri(functions.Address, MailEvents));
            return new(functions, inbox, account, log, workspace, staff);
        }
        catch
        {
            await StopAsync(functions, inbox, account, log);
            throw;
        }
    }

    /// <summary>Completes when the host stops by itself.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => host.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops: functions and engine are drained, then the inbox, then the Azurite that was started or adopted.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(host, Inbox, storage, logs);

    private static async Task StopAsync(EmbeddedHost? functions, InboxServer? inbox, LocalStorage? account, FileLogs log)
    {
        if (functions is not null)
            await functions.DisposeAsync();
        if (inbox is not null)
            await inbox.DisposeAsync();
        // Whoever never took over leaves storage to the one who runs.
        if (account?.Azurite is { } azurite && (functions is not null || !azurite.Adopted))
            await azurite.StopAsync();
        log.Dispose();
    }

    // Whoever ran before frees the hub first, and its inbox a moment later.
    private static async Task<InboxServer> OpenInboxAsync(InboxOptions options, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await InboxServer.StartAsync(options, cancellationToken);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(began) < Handover)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            }
        }
    }

    // A standby serves nothing and takes no port before the owner has gone.
    private static Task StandByAsync(LipHostOptions options, LocalStorage account, string? hub, CancellationToken cancellationToken) =>
        new HubOwner(new BlobServiceClient(account.ConnectionString), hub ?? LocalSettings.DefaultPrefix, TimeProvider.System).WhenFreeAsync(
            owner => options.Say($"Bereitschaft: Die Runden führt {owner}; dieser Prozess übernimmt, sobald jener endet."), cancellationToken);

    private static List<string> NamesOfTasks()
    {
        var tasks = new DurableTaskRegistry().AddOrchestrators().AddActivities();
        return [.. tasks.GetOrchestrators().Select(t => t.Key.Name), .. tasks.GetActivities().Select(t => t.Key.Name)];
    }

    private static EmbeddedHostOptions HostOptions(
        LipHostOptions options,
        Workspace workspace,
        ProcessClock clock,
        IConfigurationRoot local,
        LocalStorage account,
        InboxServer inbox,
        IReadOnlyList<StaffKey> staff,
        FileLogs log) => new()
        {
            FunctionAssemblies = [typeof(WebServices).Assembly],
            WorkspaceFolder = workspace.HostFolder,
            Port = options.Port,
            Clock = clock,
            TaskNames = NamesOfTasks(),
            Settings = configuration => configuration.AddConfiguration(local),
            Logging = logging => logging
                .AddProvider(log)
                .SetMinimumLevel(LogLevel.Information)
                .AddFilter("Microsoft", LogLevel.Warning)
                .AddFilter("System", LogLevel.Warning),
            Platform = (services, context) =>
            {
                LocalSettings.Complete(context, account, inbox, workspace, staff);
                services.AddSingleton<IHostHealth, EngineHostHealth>();
                services.AddEmbeddedDurableTask(
                    engine =>
                    {
                        engine.UseTables(account.ConnectionString, context.Settings["Lip:Storage:Prefix"]!);
                        engine.DefaultVersion = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")).DefaultVersion;
                    },
                    tasks => tasks.AddOrchestrators().AddActivities());
            },
            Application = (application, context) =>
            {
                application.Services.AddLipAdapters(AdapterSettings.From(context.Settings)).AddLipWeb();
                application.UseLipMiddleware();
            },
        };
}
