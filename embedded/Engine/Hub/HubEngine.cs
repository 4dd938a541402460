using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Figures;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// A task hub at work, put together of its parts: whoever finds something in its mailbox (<see cref="Mailboxes"/>) stands in the queue
/// (<see cref="RunQueue"/>) for a turn (<see cref="TurnTaking"/>), from which <see cref="Consequences"/> follow. Everything it knows can be lost at any moment; <see cref="Recovery"/> brings it
/// back from storage.
/// </summary>
internal sealed partial class HubEngine : IOwnershipEvents, IEmbeddedEngine, IAsyncDisposable
{
    private static readonly TimeSpan AgeOfRubbish = TimeSpan.FromHours(1);

    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly HubOwnership? ownership;
    private readonly Lifetime lifetime;
    private readonly DueTimes dueTimes;
    private readonly ActivityRunner activities;
    private readonly RunQueue queue = new();
    private readonly KeptLoop scheduler;
    private readonly TurnTaking taking;
    private readonly Recovery recovery;

    public HubEngine(
        IHubStore store,
        HubSettings settings,
        HubOwnership? ownership,
        ProcessClock clock,
        TimeProvider time,
        IServiceScopeFactory scopes,
        DurableTaskRegistry registry,
        IServiceProvider services,
        ILoggerFactory loggers)
    {
        Store = store = ownership is null ? store : new OwnedStore(store, ownership);
        Settings = settings;
        Clock = clock;
        this.ownership = ownership;
        this.time = time;
        logger = loggers.CreateLogger("LipServerless.Embedded.Engine");

        lifetime = new Lifetime(ownership, logger);
        Patience = new Patience(store, time, Figures, logger);
        Arrivals = new Arrivals(time);
        Gauge = new WorkGauge(clock);
        Mailboxes = new Mailboxes(queue, Gauge, settings.WarmInstances);
        dueTimes = new DueTimes(clock, Gauge, id => Mailboxes.Post(id, Message.Wake));
        Starter = new InstanceStarter(store, Patience, Mailboxes, dueTimes, Waiters, Arrivals, clock);
        var courier = new Courier(store, Patience, Gauge, Mailboxes, Starter, lifetime, logger);
        activities = new ActivityRunner(
            scopes, settings.Converter, TaskTable.OfActivities(registry), settings.ActivitiesAtOnce, Gauge, Mailboxes, lifetime, Figures, logger);
        var consequences = new Consequences(Mailboxes, activities, courier, dueTimes, Waiters, lifetime);
        var turns = new TurnRunner(store, Patience, clock, Arrivals, Environment(registry, services, loggers), consequences, Figures, logger);
        taking = new TurnTaking(queue, Mailboxes, turns, Gauge, lifetime, time, logger);
        scheduler = new KeptLoop(() => dueTimes.RunAsync(lifetime.Resting), lifetime, time, logger);
        recovery = new Recovery(store, Patience, ownership, courier, Mailboxes, dueTimes, clock, logger);
        Figures.Observe(() => Health, () => queue.Count);
    }

    public Task Started => lifetime.Started;

    public CancellationToken OwnershipLost => lifetime.OwnershipLost;

    public EngineHealth Health => new(
        Patience.IsReachable,
        ownership?.IsOwner ?? true,
        lifetime.IsRunning,
        Gauge.Count,
        activities.Running,
        dueTimes.Count,
        Mailboxes.Count,
        taking.Stuck,
        ownership?.OtherOwner);

    internal EngineFigures Figures { get; } = new();

    internal HubSettings Settings { get; }

    internal ProcessClock Clock { get; }

    internal IHubStore Store { get; }

    internal Patience Patience { get; }

    internal Arrivals Arrivals { get; }

    internal WorkGauge Gauge { get; }

    internal Waiters Waiters { get; } = new();

    internal Mailboxes Mailboxes { get; }

    internal InstanceStarter Starter { get; }

    public Task WhenIdleAsync() => Gauge.WhenIdle();

    /// <summary>Takes the hub over, however long that takes, and picks up what is in it.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.Stopping);
        if (ownership is not null)
            await ownership.AcquireAsync(this, either.Token);
        await Patience.UntilDoneAsync(Store.PrepareAsync, either.Token);

        using var held = Gauge.Use();
        await recovery.RunAsync(either.Token);

        // Nothing runs yet, so what is old and unnamed will never be named. The last owner may be paused: an hour, and it writes no more.
        await Patience.UntilDoneAsync(token => Store.RemoveRubbishAsync(time.GetUtcNow() - AgeOfRubbish, token), either.Token);
        queue.Open(Settings.TurnsAtOnce, taking.RunAsync);
        scheduler.Begin();
        lifetime.Begin();
    }

    /// <summary>Lets what is running end, for a limited time, and gives the hub up. What is not done is done by the next owner.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await lifetime.DrainAsync();
        try
        {
            await Gauge.WhenIdle().WaitAsync(Settings.DrainTime, time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogNotDrained(logger, Gauge.Count);
        }

        await lifetime.StopAsync();
        await queue.CloseAsync();
        await scheduler.WhenEndedAsync();
        if (ownership is not null)
            await ownership.ReleaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await lifetime.StopAsync();
        await queue.CloseAsync();
        await scheduler.WhenEndedAsync();
        if (ownership is not null)
            await ownership.DisposeAsync();
        await Store.DisposeAsync();
        dueTimes.Dispose();
        Gauge.Abandon();
        Figures.Dispose();
    }

    /// <summary>For clients: waits until the hub is taken up.</summary>
    internal Task WhenStartedAsync(CancellationToken cancellation) => lifetime.WhenStartedAsync(cancellation);

    void IOwnershipEvents.LoseOwnership(string reason) => lifetime.LoseOwnership(reason);

    void IOwnershipEvents.HubWasDeleted()
    {
        LogDeleted(logger);
        Mailboxes.Chill();
        dueTimes.Clear();
    }

    private TurnEnvironment Environment(DurableTaskRegistry registry, IServiceProvider services, ILoggerFactory loggers)
    {
        var orchestrators = TaskTable.OfOrchestrators(registry);
        return new TurnEnvironment(
            Settings.Converter,
            loggers,
            Settings.LongestTimer,
            Settings.Versioning is { } own ? own.DefaultVersion : Settings.DefaultVersion,
            new VersionRule(Settings.Versioning),
            (name, version) => orchestrators.Find(name, version)?.Invoke(services));
    }

    [LoggerMessage(EventId = 5005, EventName = "HubDeleted", Level = LogLevel.Critical,
        Message = "The task hub was deleted from storage. It begins anew, empty.")]
    private static partial void LogDeleted(ILogger logger);

    [LoggerMessage(EventId = 5006, EventName = "HubNotDrained", Level = LogLevel.Warning,
        Message = "Stopping with {Count} steps under way; they are done again at the next start.")]
    private static partial void LogNotDrained(ILogger logger, int count);
}
