using LipServerless.Embedded.Engine.Hub;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>A store that writes only while the hub is owned for certain, and acknowledges only what was written by the owner.</summary>
internal sealed class OwnedStore(IHubStore inner, HubOwnership ownership) : IHubStore
{
    public Task PrepareAsync(CancellationToken cancellation) => inner.PrepareAsync(cancellation);

    public IAsyncEnumerable<FoundAtStart> ScanAsync(CancellationToken cancellation) => inner.ScanAsync(cancellation);

    public Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation) =>
        inner.ReadAsync(instanceId, withTexts, cancellation);

    public Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation) => inner.LoadAsync(instanceId, cancellation);

    public async Task<InstanceRecord?> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        var created = await inner.CreateAsync(record, replaced, cancellation);
        CheckStillOwner();
        return created;
    }

    public async Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        await inner.AddMessageAsync(instanceId, message, cancellation);
        CheckStillOwner();
    }

    public async Task DropMessagesAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        await inner.DropMessagesAsync(instanceId, keys, cancellation);
    }

    public async Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        return await inner.CommitAsync(commit, cancellation);
    }

    public async Task RemoveOutboxAsync(Outbox outbox, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        await inner.RemoveOutboxAsync(outbox, cancellation);
    }

    public Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation) =>
        inner.QueryAsync(filter, cancellation);

    public async Task PurgeAsync(InstanceRecord record, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        await inner.PurgeAsync(record, cancellation);
    }

    public async Task RemoveRubbishAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await ownership.WhenOwnedAsync(cancellation);
        await inner.RemoveRubbishAsync(before, cancellation);
    }

    public bool IsTransient(Exception exception) => exception is LapsedException || inner.IsTransient(exception);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>
    /// A new row is no fence: had the right lapsed while it was written, the next owner might not look for it. It is written again (which does
    /// nothing if it is there) once the right is back, or not acknowledged at all.
    /// </summary>
    private void CheckStillOwner()
    {
        if (!ownership.IsOwner)
            throw new LapsedException();
    }

    private sealed class LapsedException() : Exception("The right to run the task hub lapsed while a row was written.");
}
