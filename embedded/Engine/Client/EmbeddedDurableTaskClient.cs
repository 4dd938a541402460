using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Client;

/// <summary>
/// The client of the hub in this process. Where the backends of Durable Task differ, it behaves as the Functions host with Azure Storage:
/// what is raised at, or ordered of, an unknown or finished instance is refused.
/// </summary>
internal sealed class EmbeddedDurableTaskClient : DurableTaskClient
{
    private readonly HubEngine engine;
    private readonly InstanceQueries queries;
    private readonly Orders orders;
    private readonly Purging purging;

    public EmbeddedDurableTaskClient(HubEngine engine)
        : base("embedded")
    {
        this.engine = engine;
        queries = new InstanceQueries(engine);
        orders = new Orders(engine, queries);
        purging = new Purging(engine, queries);
    }

    private DataConverter Converter => engine.Settings.Converter;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        InstanceIds.Check(id);
        var blueprint = new Blueprint(
            orchestratorName.Name,
            options?.Version?.Version ?? engine.Settings.DefaultVersion,
            Converter.Serialize(input),
            options?.StartAt,
            options?.Tags is { Count: > 0 } tags ? tags.ToDictionary(StringComparer.Ordinal) : null);
        return await StartAsync(id, blueprint, options?.DedupeStatuses ?? [], cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        await orders.RaiseAsync(instanceId, new EventRaised(eventName, Converter.Serialize(eventPayload)), cancellation);
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        await orders.TerminateAsync(
            instanceId, new ExecutionTerminated(Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        orders.SuspendAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    /// <summary>Besides suspended instances, resumes one that failed because its code no longer fitted its history.</summary>
    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await queries.HeadAsync(instanceId, withTexts: false, cancellation) is { Failure.Type: Failure.NonDeterministic, IsFinished: true })
            await RewindInstanceAsync(instanceId, reason ?? string.Empty, cancellation);
        else
            await orders.ResumeAsync(instanceId, new ExecutionResumed(reason), cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        queries.WaitAsync(instanceId, head => head.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        queries.WaitAsync(instanceId, head => head.IsFinished, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await queries.GetAsync(instanceId, getInputsAndOutputs, cancellation);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        queries.Pages(filter ?? new OrchestrationQuery());

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        queries.IdsAsync(
            new InstanceFilter
            {
                CompletedFrom = completedTimeFrom,
                CompletedTo = completedTimeTo,
                Statuses = runtimeStatus?.ToHashSet(),
                After = lastInstanceKey,
            },
            pageSize,
            cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        using var held = engine.Gauge.Use();
        return new PurgeResult(await purging.PurgeAsync(instanceId, options?.Recursive ?? false, cancellation), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var held = engine.Gauge.Use();
        return await purging.PurgeAsync(filter, options?.Recursive ?? false, cancellation);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var head = await queries.HeadAsync(instanceId, withTexts: true, cancellation) ?? throw UnknownInstance.Error(instanceId);
        if (!restartWithNewInstanceId && !head.IsFinished)
            throw new InvalidOperationException($"Instance '{instanceId}' cannot be restarted under its own id while it is in {head.Status} state.");
        return await StartAsync(
            restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId,
            new Blueprint(head.Name, head.Version, head.Input?.Text, StartAt: null, head.Tags),
            [],
            cancellation);
    }

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await engine.WhenStartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        await Rewinding.RewindAsync(engine, instanceId, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> StartAsync(
        string id, Blueprint blueprint, IReadOnlyList<string> dedupeStatuses, CancellationToken cancellation)
    {
        await engine.WhenStartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        await engine.Starter.StartAsync(id, blueprint, dedupeStatuses, cancellation);
        return id;
    }
}
