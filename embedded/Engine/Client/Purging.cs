using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Client;

/// <summary>Removes finished instances with all that belongs to them.</summary>
internal sealed class Purging(HubEngine engine, InstanceQueries queries)
{
    /// <summary>Removes one, with its children if asked.</summary>
    /// <returns>How many were removed; none if there is no such instance or it has not ended.</returns>
    public async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        await engine.WhenStartedAsync(cancellation);
        IReadOnlyList<string> children = [];
        var instance = await engine.Mailboxes.LockAsync(instanceId, cancellation);
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

    /// <summary>Removes all finished ones that match, as far as the filter's time allows.</summary>
    public async Task<PurgeResult> PurgeAsync(PurgeInstancesFilter filter, bool recursive, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (filter.Timeout is { } timeout)
            limit.CancelAfter(timeout);
        var purged = 0;
        try
        {
            var heads = await queries.FindAsync(
                new InstanceFilter { CreatedFrom = filter.CreatedFrom, CreatedTo = filter.CreatedTo, Statuses = filter.Statuses?.ToHashSet() },
                limit.Token);
            foreach (var head in heads.Where(head => head.IsFinished))
                purged += await PurgeAsync(head.InstanceId, recursive, limit.Token);
            return new PurgeResult(purged, isComplete: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PurgeResult(purged, isComplete: false);
        }
    }
}
