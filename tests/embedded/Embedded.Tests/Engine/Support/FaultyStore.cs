using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Tests.Engine.Support;

/// <summary>Stands between an engine and its store and decides before and after every call what becomes of it.</summary>
internal sealed class FaultyStore(IHubStore inner) : IHubStore
{
    private int calls;

    /// <summary>Called with the number of the point: an odd one before a call, the next even one after it. What it throws, the engine gets.</summary>
    public Action<int, string> At { get; set; } = (_, _) => { };

    public Func<Exception, bool> Transient { get; set; } = _ => false;

    public int Points => Volatile.Read(ref calls);

    public Task PrepareAsync(CancellationToken cancellation) => Through("prepare", () => inner.PrepareAsync(cancellation));

    public async IAsyncEnumerable<FoundAtStart> ScanAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        At(Interlocked.Increment(ref calls), "scan");
        await foreach (var one in inner.ScanAsync(cancellation))
            yield return one;
        At(Interlocked.Increment(ref calls), "scan");
    }

    public Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation) =>
        Through("read", () => inner.ReadAsync(instanceId, withTexts, cancellation));

    public Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation) =>
        Through("load", () => inner.LoadAsync(instanceId, cancellation));

    public Task<InstanceRecord?> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation) =>
        Through("create", () => inner.CreateAsync(record, replaced, cancellation));

    public Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation) =>
        Through("message", () => inner.AddMessageAsync(instanceId, message, cancellation));

    public Task DropMessagesAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellation) =>
        Through("drop", () => inner.DropMessagesAsync(instanceId, keys, cancellation));

    public Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation) =>
        Through("commit", () => inner.CommitAsync(commit, cancellation));

    public Task RemoveOutboxAsync(Outbox outbox, CancellationToken cancellation) =>
        Through("outbox", () => inner.RemoveOutboxAsync(outbox, cancellation));

    public Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation) =>
        Through("query", () => inner.QueryAsync(filter, cancellation));

    public Task PurgeAsync(InstanceRecord record, CancellationToken cancellation) =>
        Through("purge", () => inner.PurgeAsync(record, cancellation));

    public Task RemoveRubbishAsync(DateTimeOffset before, CancellationToken cancellation) =>
        Through("rubbish", () => inner.RemoveRubbishAsync(before, cancellation));

    public bool IsTransient(Exception exception) => Transient(exception) || inner.IsTransient(exception);

    // The store behind goes on living, as storage does.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> Through<T>(string what, Func<Task<T>> call)
    {
        At(Interlocked.Increment(ref calls), what);
        var result = await call();
        At(Interlocked.Increment(ref calls), what);
        return result;
    }

    private Task Through(string what, Func<Task> call) => Through(what, async () =>
    {
        await call();
        return true;
    });
}

/// <summary>Kills an engine at a point: from there on, nothing it asks of storage is answered.</summary>
internal sealed class Crash
{
    private readonly TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Crash(FaultyStore store, int point) => store.At = (now, _) =>
    {
        if (now < point)
            return;
        happened.TrySetResult();
        throw new CrashedException();
    };

    public Task Happened => happened.Task;

    public static Crash At(FaultyStore store, int point) => new(store, point);
}

internal sealed class CrashedException() : Exception("The process is dead.");
