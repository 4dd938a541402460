using System.Collections.Concurrent;
using System.Threading.Channels;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// A task hub at work: holds the mailboxes, runs turns and activities, delivers messages and wakes who is due.
/// Everything it knows can be lost at any moment; storage brings it back.
/// </summary>
internal sealed partial class HubEngine : IConsequences, ICourierReceivers, IOwnershipEvents, IEmbeddedEngine, IAsyncDisposable
{
    private static readonly TimeSpan PauseOfStuck = TimeSpan.FromSeconds(10);

    private readonly IHubStore store;
    private readonly HubSettings settings;
    private readonly ProcessClock clock;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, Instance> instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> stuck = new(StringComparer.Ordinal);
    private readonly Channel<Instance> runnable = Channel.CreateUnbounded<Instance>();
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource resting;
    private readonly CancellationTokenSource ownershipLost = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkGauge gauge;
    private readonly DueTimes dueTimes;
    private readonly WarmSet warm;
    private readonly TurnRunner turns;
    private readonly ActivityRunner activities;
    private readonly Courier courier;
    private readonly HubOwnership? ownership;
    private readonly List<Task> loops = [];
    private volatile bool draining;

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
        this.store = store = ownership is null ? store : new OwnedStore(store, ownership);
        this.settings = settings;
        this.ownership = ownership;
        this.clock = clock;
        this.time = time;
        logger = loggers.CreateLogger("LipServerless.Embedded.Engine");
        resting = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        Patience = new Patience(store, time, logger);
        Arrivals = new Arrivals(time);
        gauge = new WorkGauge(clock);
        dueTimes = new DueTimes(clock, gauge, id => Post(id, Message.Wake));
        warm = new WarmSet(settings.WarmInstances, Forget);
        var orchestrators = ByName(registry.GetOrchestrators());
        var environment = new TurnEnvironment(
            settings.Converter,
            loggers,
            settings.LongestTimer,
            settings.Versioning?.DefaultVersion is { Length: > 0 } own ? own : settings.DefaultVersion,
            new VersionRule(settings.Versioning),
            name => orchestrators.TryGetValue(name, out var create) ? create(services) : null);
        turns = new TurnRunner(store, Patience, clock, Arrivals, environment, this, logger);
        var byName = ByName(registry.GetActivities());
        activities = new ActivityRunner(
            scopes, settings.Converter, byName.GetValueOrDefault, settings.ActivitiesAtOnce, gauge, Post, MayStartAsync, logger);
        courier = new Courier(store, Patience, gauge, this, logger);
    }

    public Task Started => started.Task;

    public CancellationToken OwnershipLost => ownershipLost.Token;

    public EngineHealth Health => new(
        Patience.IsReachable,
        ownership?.IsOwner ?? true,
        started.Task.IsCompletedSuccessfully && !draining && !stopping.IsCancellationRequested,
        gauge.Count,
        activities.Running,
        dueTimes.Count,
        instances.Count,
        stuck.Count,
        ownership?.OtherOwner);

    internal Patience Patience { get; }

    internal Arrivals Arrivals { get; }

    internal Waiters Waiters { get; } = new();

    internal WorkGauge Gauge => gauge;

    internal HubSettings Settings => settings;

    internal ProcessClock Clock => clock;

    internal IHubStore Store => store;

    internal TurnRunner Turns => turns;

    public Task WhenIdleAsync() => gauge.WhenIdle();

    /// <summary>Takes the hub over, however long that takes, and picks up what is in it.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping.Token);
        if (ownership is not null)
            await ownership.AcquireAsync(this, either.Token);
        await Patience.UntilDoneAsync(store.PrepareAsync, either.Token);

        using var held = gauge.Use();
        await RecoverAsync(either.Token);
        for (var i = 0; i < settings.TurnsAtOnce; i++)
            loops.Add(Task.Run(() => KeepAsync(TurnLoopAsync), CancellationToken.None));
        loops.Add(Task.Run(() => KeepAsync(() => dueTimes.RunAsync(resting.Token)), CancellationToken.None));
        started.TrySetResult();
    }

    /// <summary>Lets what is running end, for a limited time, and gives the hub up. What is not done is done by the next owner.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        // Nobody is woken any more; what is awake may end.
        draining = true;
        started.TrySetCanceled(CancellationToken.None);
        await resting.CancelAsync();
        try
        {
            await gauge.WhenIdle().WaitAsync(settings.DrainTime, time, cancellation);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogNotDrained(logger, gauge.Count);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        if (ownership is not null)
            await ownership.ReleaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
            await stopping.CancelAsync();
        started.TrySetCanceled(CancellationToken.None);
        await Task.WhenAll(loops);
        if (ownership is not null)
            await ownership.DisposeAsync();
        await store.DisposeAsync();
        dueTimes.Dispose();
        gauge.Abandon();
    }

    public void Post(string instanceId, Message message)
    {
        while (true)
        {
            var instance = At(instanceId);
            if (!instance.TryPost(message, out var mustQueue))
            {
                instances.TryRemove(KeyValuePair.Create(instanceId, instance));
                continue;
            }

            if (mustQueue)
            {
                gauge.Enter();
                runnable.Writer.TryWrite(instance);
            }

            return;
        }
    }

    /// <summary>The instance's object in memory; made if it is not there.</summary>
    public Instance At(string instanceId) => instances.GetOrAdd(instanceId, static id => new Instance(id));

    public void Start(InstanceRecord head, TaskScheduled call) => activities.Start(head, call);

    public void Send(Outbox outbox) => courier.Send(outbox, stopping.Token);

    public void WakeAt(string instanceId, DateTimeOffset? due) => dueTimes.Set(instanceId, due);

    public void Changed(string instanceId) => Waiters.Changed(instanceId);

    public void Ended(Instance instance)
    {
        dueTimes.Set(instance.Id, due: null);
        instance.Warm = null;
    }

    /// <summary>The head, texts included, if the instance is in memory.</summary>
    public InstanceRecord? WarmHead(string instanceId) =>
        instances.TryGetValue(instanceId, out var instance) ? instance.Warm?.Head : null;

    public async Task<InstanceRecord?> HeadAsync(string instanceId, CancellationToken stopping) =>
        WarmHead(instanceId)
        ?? await Patience.UntilDoneAsync(token => store.ReadAsync(instanceId, withTexts: false, token), stopping);

    public async Task<bool> StartChildAsync(string instanceId, ChildStart start, CancellationToken stopping)
    {
        while (true)
        {
            var existing = await HeadAsync(instanceId, stopping);
            if (existing?.Parent == start.Parent)
                return true;
            if (existing is { IsFinished: false })
                return false;
            var now = clock.GetUtcNow();
            var record = new InstanceRecord
            {
                InstanceId = instanceId,
                ExecutionId = Guid.NewGuid().ToString("N"),
                Incarnation = Arrivals.NextNumber(),
                Generation = (existing?.Generation ?? 0) + 1,
                Name = start.Name,
                Version = start.Version,
                Status = OrchestrationRuntimeStatus.Pending,
                CreatedAt = now,
                LastUpdatedAt = now,
                Parent = start.Parent,
                Tags = start.Tags,
                Input = StoredText.Of(start.Input),
            };
            if (await CreateAsync(record, existing, stopping))
                return true;
        }
    }

    public void Broken(Exception fault)
    {
        if (fault is FencedException)
            LoseOwnership(fault.Message);
    }

    /// <summary>Stores a new instance unless somebody was quicker. The caller queues it.</summary>
    internal async Task<bool> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation)
    {
        var instance = await LockAsync(record.InstanceId, cancellation);
        try
        {
            instance.Warm = null;
            var created = await Patience.UntilDoneAsync(token => store.CreateAsync(record, replaced, token), cancellation);
            if (created is null)
                return false;
            instance.Warm = new WarmState(created, [], []);
        }
        finally
        {
            instance.Turn.Release();
        }

        Waiters.Changed(record.InstanceId);
        return true;
    }

    /// <summary>Waits for the instance's turn to end and keeps others from beginning; the caller releases <see cref="Instance.Turn"/>.</summary>
    internal async Task<Instance> LockAsync(string instanceId, CancellationToken cancellation)
    {
        while (true)
        {
            var instance = At(instanceId);
            await instance.Turn.WaitAsync(cancellation);
            if (!instance.IsRetired)
                return instance;
            instance.Turn.Release();
            instances.TryRemove(KeyValuePair.Create(instanceId, instance));
        }
    }

    private static Dictionary<string, T> ByName<T>(IEnumerable<KeyValuePair<TaskName, T>> tasks)
    {
        Dictionary<string, T> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, task) in tasks)
        {
            if (!byName.TryAdd(name.Name, task))
                throw new NotSupportedException($"Task '{name.Name}' is registered in several versions; the embedded engine tells tasks apart by name only.");
        }

        return byName;
    }

    /// <summary>All that is in the hub, as nobody else can change it any more.</summary>
    private async Task<List<FoundAtStart>> ScanAsync(CancellationToken cancellation)
    {
        List<FoundAtStart> all = [];
        await foreach (var one in store.ScanAsync(cancellation))
            all.Add(one);
        if (ownership is not { PredecessorMayLive: true })
            return all;

        // The last owner may only be paused. Every head gets a new fence, so that no commit it has begun can land behind our back.
        foreach (var head in all.Select(one => one.Head).OfType<InstanceRecord>())
        {
            try
            {
                await store.CommitAsync(new TurnCommit { Before = head, After = head, KeepsBacklog = true }, cancellation);
            }
            catch (Exception late) when (late is FencedException or InstanceGoneException)
            {
                // It has just landed: what was read is old.
                return await ScanAsync(cancellation);
            }
        }

        return all;
    }

    private async Task RecoverAsync(CancellationToken cancellation)
    {
        var found = await Patience.UntilDoneAsync(ScanAsync, cancellation);

        // Receivers must not take what a crash left half delivered before its outbox is gone.
        foreach (var outbox in found.Select(one => one.Outbox).OfType<Outbox>())
            await courier.DeliverAsync(outbox, cancellation);
        var delivered = found.Select(one => one.Outbox).OfType<Outbox>().SelectMany(Courier.KeysOf).ToHashSet(StringComparer.Ordinal);

        HashSet<string> posted = new(StringComparer.Ordinal);
        foreach (var one in found.Where(one => one.Message is not null))
        {
            if (delivered.Contains(one.Message!.Key!))
                continue;
            Post(one.InstanceId, one.Message);
            posted.Add(one.InstanceId);
        }

        foreach (var head in found.Select(one => one.Head).OfType<InstanceRecord>())
            Resume(head);
        LogRecovered(logger, found.Count(one => one.Head is not null), posted.Count, delivered.Count);
    }

    private void Resume(InstanceRecord head)
    {
        if (head.OpenActivities > 0)
            Post(head.InstanceId, new Message(Key: null, RunOpenActivities.Now));
        var mustBegin = head.Segments == 0 || head.HasBacklog;
        if (mustBegin && !(head.ScheduledStart > clock.GetUtcNow() && head.Status == OrchestrationRuntimeStatus.Pending))
            Post(head.InstanceId, Message.Wake);
        if (head.NextDue is { } due)
            dueTimes.Set(head.InstanceId, due);
    }

    /// <summary>A loop that ends by a fault begins again; the fault is shown.</summary>
    private async Task KeepAsync(Func<Task> loop)
    {
        while (!draining && !stopping.IsCancellationRequested)
        {
            try
            {
                await loop();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogLoopFault(logger, fault);
                await Task.Delay(PauseOfStuck, time, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task TurnLoopAsync()
    {
        try
        {
            await foreach (var instance in runnable.Reader.ReadAllAsync(stopping.Token))
                await RunTurnAsync(instance);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the loop; what is queued stays in storage.
        }
    }

    private async Task RunTurnAsync(Instance instance)
    {
        var failed = false;
        try
        {
            if (ownership is not null)
                await ownership.WhenOwnedAsync(stopping.Token);
            await turns.RunAsync(instance, stopping.Token);
            stuck.TryRemove(instance.Id, out _);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            gauge.Leave();
            return;
        }
        catch (FencedException fenced)
        {
            LoseOwnership(fenced.Message);
            gauge.Leave();
            return;
        }
        catch (Exception fault)
        {
            failed = true;
            stuck[instance.Id] = true;
            LogStuck(logger, fault, instance.Id, PauseOfStuck);
        }

        if (failed)
        {
            _ = RetryLaterAsync(instance);
            gauge.Leave();
        }
        else if (instance.StaysQueued())
        {
            runnable.Writer.TryWrite(instance);
        }
        else
        {
            Rest(instance);
            gauge.Leave();
        }
    }

    private async Task RetryLaterAsync(Instance instance)
    {
        try
        {
            await Task.Delay(PauseOfStuck, time, stopping.Token);
            gauge.Enter();
            runnable.Writer.TryWrite(instance);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next owner tries.
        }
    }

    /// <summary>Keeps the instance warm, or forgets it at once if it has ended.</summary>
    private void Rest(Instance instance)
    {
        if (instance.Warm is null)
        {
            warm.Remove(instance);
            Forget(instance);
        }
        else
        {
            warm.Used(instance);
        }
    }

    private void Forget(Instance instance)
    {
        if (instance.TryRetire())
            instances.TryRemove(KeyValuePair.Create(instance.Id, instance));
    }

    /// <summary>Waits while the right has lapsed; false if this process starts nothing any more.</summary>
    private async ValueTask<bool> MayStartAsync()
    {
        try
        {
            if (ownership is not null)
                await ownership.WhenOwnedAsync(stopping.Token);
            return !draining && !stopping.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void HubWasDeleted()
    {
        LogDeleted(logger);
        foreach (var instance in instances.Values)
        {
            instance.Warm = null;
        }

        dueTimes.Clear();
    }

    public void LoseOwnership(string reason)
    {
        if (stopping.IsCancellationRequested)
            return;
        LogLost(logger, reason);
        stopping.Cancel();
        ownershipLost.Cancel();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task hub taken up: {Unfinished} unfinished instances, messages for {WithMessages}, {Outboxes} outboxes delivered.")]
    private static partial void LogRecovered(ILogger logger, int unfinished, int withMessages, int outboxes);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A turn of {InstanceId} met a fault; it is tried again in {Pause}.")]
    private static partial void LogStuck(ILogger logger, Exception exception, string instanceId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A loop of the durable engine met a fault and begins again.")]
    private static partial void LogLoopFault(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The task hub was deleted from storage. It begins anew, empty.")]
    private static partial void LogDeleted(ILogger logger);

    [LoggerMessage(Level = LogLevel.Critical, Message = "This process does not own the task hub any more and stops running it: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Count} steps under way; they are done again at the next start.")]
    private static partial void LogNotDrained(ILogger logger, int count);
}
