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
internal sealed class EmbeddedDurableTaskClient(HubEngine engine) : DurableTaskClient("embedded")
{
    private DataConverter Converter => engine.Settings.Converter;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        var id = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        InstanceIds.Check(id);
        return await StartAsync(
            id,
            new Blueprint(
                orchestratorName.Name,
                options?.Version?.Version ?? engine.Settings.DefaultVersion,
                Converter.Serialize(input),
                options?.StartAt,
                options?.Tags),
            options?.DedupeStatuses ?? [],
            cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = Converter.Serialize(eventPayload);
        await OrderAsync(instanceId, new EventRaised(eventName, payload), status => $"Cannot raise event '{eventName}' for instance '{instanceId}' because the instance is in {status} state.", cancellation);
    }

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var output = Converter.Serialize(options?.Output);
        await OrderAsync(instanceId, new ExecutionTerminated(output, options?.Recursive ?? false), status => $"Cannot terminate the orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);
    }

    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await OrderAsync(instanceId, new ExecutionSuspended(reason), status => $"Cannot suspend orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);
    }

    /// <summary>Besides suspended instances, resumes one that failed because its code no longer fitted its history.</summary>
    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await HeadAsync(instanceId, withTexts: false, cancellation) is { Failure.Type: Failure.NonDeterministic, IsFinished: true })
        {
            await RewindInstanceAsync(instanceId, reason ?? string.Empty, cancellation);
            return;
        }

        await OrderAsync(instanceId, new ExecutionResumed(reason), status => $"Cannot resume orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitAsync(instanceId, head => head.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await WaitAsync(instanceId, head => head.IsFinished, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await HeadAsync(instanceId, getInputsAndOutputs, cancellation) is { } head ? Metadata(head, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        filter ??= new OrchestrationQuery();
        return Pageable.Create(async (continuation, sizeHint, cancellation) =>
        {
            var size = Math.Max(1, sizeHint ?? filter.PageSize);
            var heads = await QueryAsync(
                new InstanceFilter
                {
                    CreatedFrom = filter.CreatedFrom,
                    CreatedTo = filter.CreatedTo,
                    Statuses = filter.Statuses?.ToHashSet(),
                    Prefix = filter.InstanceIdPrefix,
                    WithTexts = filter.FetchInputsAndOutputs,
                    After = continuation ?? filter.ContinuationToken,
                    Take = size + 1,
                },
                cancellation);
            var page = heads.Take(size).Select(head => Metadata(head, filter.FetchInputsAndOutputs)).ToList();
            return new Page<OrchestrationMetadata>(page, heads.Count > size ? page[^1].InstanceId : null);
        });
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        var heads = await QueryAsync(
            new InstanceFilter
            {
                CompletedFrom = completedTimeFrom,
                CompletedTo = completedTimeTo,
                Statuses = runtimeStatus?.ToHashSet(),
                After = lastInstanceKey,
                Take = pageSize + 1,
            },
            cancellation);
        var ids = heads.Take(pageSize).Select(head => head.InstanceId).ToList();
        return new Page<string>(ids, heads.Count > pageSize ? ids[^1] : null);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        using var held = engine.Gauge.Use();
        return new PurgeResult(await PurgeAsync(instanceId, options?.Recursive ?? false, cancellation), isComplete: true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var held = engine.Gauge.Use();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (filter.Timeout is { } timeout)
            limit.CancelAfter(timeout);
        var purged = 0;
        try
        {
            var heads = await QueryAsync(
                new InstanceFilter { CreatedFrom = filter.CreatedFrom, CreatedTo = filter.CreatedTo, Statuses = filter.Statuses?.ToHashSet() },
                limit.Token);
            foreach (var head in heads.Where(head => head.IsFinished))
                purged += await PurgeAsync(head.InstanceId, options?.Recursive ?? false, limit.Token);
            return new PurgeResult(purged, isComplete: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PurgeResult(purged, isComplete: false);
        }
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var head = await HeadAsync(instanceId, withTexts: true, cancellation) ?? throw Unknown(instanceId);
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
        await StartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        await Rewinding.RewindAsync(engine, instanceId, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ArgumentException Unknown(string instanceId) => new($"No instance with ID '{instanceId}' was found.", nameof(instanceId));

    private Task StartedAsync(CancellationToken cancellation)
    {
        // A task that has ended already ignores the token it is awaited with.
        cancellation.ThrowIfCancellationRequested();
        return engine.Started.WaitAsync(cancellation);
    }

    private async Task<string> StartAsync(
        string id, Blueprint blueprint, IReadOnlyList<string> dedupeStatuses, CancellationToken cancellation)
    {
        await StartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        while (true)
        {
            var existing = await HeadAsync(id, withTexts: false, cancellation);
            if (existing is not null
                && (!existing.IsFinished || dedupeStatuses.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase)))
                throw new InstanceAlreadyExistsException(id, existing.Status.ToString());
            var now = engine.Clock.GetUtcNow();
            var startAt = blueprint.StartAt is { } at && at > now ? at.ToUniversalTime() : (DateTimeOffset?)null;
            var record = new InstanceRecord
            {
                InstanceId = id,
                ExecutionId = Guid.NewGuid().ToString("N"),
                Incarnation = engine.Arrivals.NextNumber(),
                Generation = (existing?.Generation ?? 0) + 1,
                Name = blueprint.Name,
                Version = blueprint.Version,
                Status = OrchestrationRuntimeStatus.Pending,
                CreatedAt = now,
                LastUpdatedAt = now,
                ScheduledStart = startAt,
                NextDue = startAt,
                Tags = blueprint.Tags is { Count: > 0 } tags ? tags.ToDictionary(StringComparer.Ordinal) : null,
                Input = StoredText.Of(blueprint.Input),
            };
            if (!await engine.CreateAsync(record, existing, cancellation))
                continue;
            if (startAt is not null)
                engine.WakeAt(id, startAt);
            else
                engine.Post(id, Message.Wake);
            return id;
        }
    }

    /// <summary>Stores what the instance is to take in its next turn; returns once it is durable.</summary>
    private async Task OrderAsync(
        string instanceId, HistoryEvent what, Func<OrchestrationRuntimeStatus, string> refusal, CancellationToken cancellation)
    {
        await StartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        var head = await HeadAsync(instanceId, withTexts: false, cancellation) ?? throw Unknown(instanceId);
        if (head.IsFinished)
            throw new InvalidOperationException(refusal(head.Status));
        var key = engine.Arrivals.Next() + "-" + Guid.NewGuid().ToString("N")[..8];
        var message = new Message(key, what, Incarnation: head.Incarnation);
        await engine.Patience.ForCallerAsync(token => engine.Store.AddMessageAsync(instanceId, message, token), cancellation);
        engine.Post(instanceId, message);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> fits, bool withTexts, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var head = await engine.Waiters.WaitAsync(instanceId, fits, () => HeadAsync(instanceId, withTexts, cancellation), cancellation);
        return Metadata(head, withTexts);
    }

    private async Task<InstanceRecord?> HeadAsync(string instanceId, bool withTexts, CancellationToken cancellation)
    {
        await StartedAsync(cancellation);
        return engine.WarmHead(instanceId)
            ?? await engine.Patience.ForCallerAsync(token => engine.Store.ReadAsync(instanceId, withTexts, token), cancellation);
    }

    private async Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        await StartedAsync(cancellation);
        return await engine.Patience.ForCallerAsync(token => engine.Store.QueryAsync(filter, token), cancellation);
    }

    private async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        await StartedAsync(cancellation);
        IReadOnlyList<string> children = [];
        var instance = await engine.LockAsync(instanceId, cancellation);
        try
        {
            var head = await engine.Patience.ForCallerAsync(token => engine.Store.ReadAsync(instanceId, withTexts: false, token), cancellation);
            if (head is null || !head.IsFinished)
                return 0;
            if (recursive)
            {
                var loaded = await engine.Patience.ForCallerAsync(token => engine.Store.LoadAsync(instanceId, token), cancellation);
                children = [.. loaded?.History.OfType<ChildCreated>().Select(child => child.InstanceId) ?? []];
            }

            await engine.Patience.ForCallerAsync(token => engine.Store.PurgeAsync(head, token), cancellation);
            instance.Warm = null;
        }
        finally
        {
            instance.Turn.Release();
        }

        var count = 1;
        foreach (var child in children)
            count += await PurgeAsync(child, recursive, cancellation);
        return count;
    }

    private OrchestrationMetadata Metadata(InstanceRecord head, bool withTexts) => new(head.Name, head.InstanceId)
    {
        RuntimeStatus = head.Status,
        CreatedAt = head.CreatedAt,
        LastUpdatedAt = head.LastUpdatedAt,
        Tags = head.Tags ?? new Dictionary<string, string>(),
        DataConverter = withTexts ? Converter : null,
        SerializedInput = withTexts ? head.Input?.Text : null,
        SerializedOutput = withTexts ? head.Output?.Text : null,
        SerializedCustomStatus = withTexts ? head.CustomStatus?.Text : null,
        FailureDetails = withTexts ? head.Failure?.ToDetails() : null,
    };

    private sealed record Blueprint(
        string Name, string? Version, string? Input, DateTimeOffset? StartAt, IReadOnlyDictionary<string, string>? Tags);
}
