using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Client;

/// <summary>What clients may know of instances: one, many by a filter, or one as soon as it has started or ended.</summary>
internal sealed class InstanceQueries(HubEngine engine)
{
    /// <summary>The head, from memory or storage; null if there is none.</summary>
    public async Task<InstanceRecord?> HeadAsync(string instanceId, bool withTexts, CancellationToken cancellation)
    {
        await engine.WhenStartedAsync(cancellation);
        return engine.Mailboxes.WarmHead(instanceId)
            ?? await engine.Patience.ForCallerAsync(token => engine.Store.ReadAsync(instanceId, withTexts, token), cancellation);
    }

    public async Task<OrchestrationMetadata?> GetAsync(string instanceId, bool withTexts, CancellationToken cancellation) =>
        await HeadAsync(instanceId, withTexts, cancellation) is { } head ? Metadata(head, withTexts) : null;

    /// <summary>Waits, without an end, until the head fits; the instance need not exist yet.</summary>
    public async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> fits, bool withTexts, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var head = await engine.Waiters.WaitAsync(instanceId, fits, () => HeadAsync(instanceId, withTexts, cancellation), cancellation);
        return Metadata(head, withTexts);
    }

    public async Task<IReadOnlyList<InstanceRecord>> FindAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        await engine.WhenStartedAsync(cancellation);
        return await engine.Patience.ForCallerAsync(token => engine.Store.QueryAsync(filter, token), cancellation);
    }

    /// <summary>Pages of instances; the last id of a page is its continuation.</summary>
    public AsyncPageable<OrchestrationMetadata> Pages(OrchestrationQuery filter) => Pageable.Create(async (continuation, sizeHint, cancellation) =>
    {
        var size = Math.Max(1, sizeHint ?? filter.PageSize);
        var heads = await FindAsync(
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

    public async Task<Page<string>> IdsAsync(InstanceFilter filter, int pageSize, CancellationToken cancellation)
    {
        var heads = await FindAsync(filter with { Take = pageSize + 1 }, cancellation);
        var ids = heads.Take(pageSize).Select(head => head.InstanceId).ToList();
        return new Page<string>(ids, heads.Count > pageSize ? ids[^1] : null);
    }

    private OrchestrationMetadata Metadata(InstanceRecord head, bool withTexts) => new(head.Name, head.InstanceId)
    {
        RuntimeStatus = head.Status,
        CreatedAt = head.CreatedAt,
        LastUpdatedAt = head.LastUpdatedAt,
        Tags = head.Tags ?? new Dictionary<string, string>(),
        DataConverter = withTexts ? engine.Settings.Converter : null,
        SerializedInput = withTexts ? head.Input?.Text : null,
        SerializedOutput = withTexts ? head.Output?.Text : null,
        SerializedCustomStatus = withTexts ? head.CustomStatus?.Text : null,
        FailureDetails = withTexts ? head.Failure?.ToDetails() : null,
    };
}
