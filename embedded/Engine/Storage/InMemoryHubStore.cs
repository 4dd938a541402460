using System.Runtime.CompilerServices;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>A hub in memory: for tests, and for hosts that may forget. It outlives an engine that is built on it again.</summary>
internal sealed class InMemoryHubStore : IHubStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Stored> instances = new(StringComparer.Ordinal);
    private long lastTag;

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async IAsyncEnumerable<FoundAtStart> ScanAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        List<FoundAtStart> found = [];
        lock (gate)
        {
            foreach (var (id, stored) in instances)
            {
                if (stored.Head is { IsFinished: false } head)
                    found.Add(new FoundAtStart(id, head));
                found.AddRange(stored.Messages.Values.Select(message => new FoundAtStart(id, Message: message)));
                if (stored.Outboxes is { } outboxes)
                    found.AddRange(outboxes.Values.Select(outbox => new FoundAtStart(id, Outbox: outbox)));
            }
        }

        await Task.CompletedTask;
        foreach (var one in found)
            yield return one;
    }

    public Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(instances.TryGetValue(instanceId, out var stored) ? stored.Head : null);
    }

    public Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult(instances.TryGetValue(instanceId, out var stored) && stored.Head is { } head
                ? new LoadedInstance(head, [.. stored.History], [.. stored.Backlog], [.. stored.Messages.Values])
                : null);
        }
    }

    public Task<InstanceRecord?> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation)
    {
        lock (gate)
        {
            var stored = At(record.InstanceId);
            if (stored.Head is { } there && there.ExecutionId == record.ExecutionId)
                return Task.FromResult<InstanceRecord?>(there);
            if (stored.Head?.ETag != replaced?.ETag)
                return Task.FromResult<InstanceRecord?>(null);
            stored.Head = record with { ETag = NextTag() };
            stored.History = [];
            stored.Backlog = [];
            stored.Messages.Clear();
            return Task.FromResult<InstanceRecord?>(stored.Head);
        }
    }

    public Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        lock (gate)
            At(instanceId).Messages.TryAdd(message.Key!, message);
        return Task.CompletedTask;
    }

    public Task DropMessagesAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (instances.TryGetValue(instanceId, out var stored))
                Remove(stored, keys);
        }

        return Task.CompletedTask;
    }

    public Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation)
    {
        lock (gate)
        {
            var stored = At(commit.After.InstanceId);
            if (stored.LastCommit == commit.Stamp && stored.Head is { } done)
                return Task.FromResult(done);
            if (stored.Head is null)
                throw new InstanceGoneException(commit.After.InstanceId);
            if (stored.Head.ETag != commit.Before.ETag)
                throw new FencedException(commit.After.InstanceId);
            if (commit.ReplacesHistory)
                stored.History = [.. commit.Append];
            else
                stored.History.AddRange(commit.Append);
            stored.LastCommit = commit.Stamp;
            Remove(stored, commit.Consumed);
            if (!commit.KeepsBacklog)
                stored.Backlog = commit.Backlog;
            if (commit.Outbox is { } outbox)
                (stored.Outboxes ??= new SortedDictionary<string, Outbox>(StringComparer.Ordinal))[outbox.Key] = outbox;
            stored.Head = commit.After with { ETag = NextTag(), Segments = commit.After.Segments + (commit.Append.Count > 0 ? 1 : 0) };
            return Task.FromResult(stored.Head);
        }
    }

    public Task RemoveOutboxAsync(Outbox outbox, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (instances.TryGetValue(outbox.From, out var stored))
            {
                stored.Outboxes?.Remove(outbox.Key);
                Forget(outbox.From, stored);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<InstanceRecord>>(
            [
                .. instances.Values
                    .Select(stored => stored.Head)
                    .OfType<InstanceRecord>()
                    .Where(filter.Matches)
                    .OrderBy(head => head.InstanceId, StringComparer.Ordinal)
                    .Take(filter.Take),
            ]);
        }
    }

    public Task PurgeAsync(InstanceRecord record, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (instances.TryGetValue(record.InstanceId, out var stored) && stored.Head?.ETag == record.ETag)
            {
                // An outbox is a promise to others; it outlives its sender.
                stored.Head = null;
                stored.History = [];
                stored.Backlog = [];
                stored.Messages.Clear();
                Forget(record.InstanceId, stored);
            }
        }

        return Task.CompletedTask;
    }

    public Task RemoveRubbishAsync(DateTimeOffset before, CancellationToken cancellation) => Task.CompletedTask;

    public bool IsTransient(Exception exception) => false;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Remove(Stored stored, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
            stored.Messages.Remove(key);
    }

    private void Forget(string instanceId, Stored stored)
    {
        if (stored.Head is null && stored.Outboxes is not { Count: > 0 })
            instances.Remove(instanceId);
    }

    private Stored At(string instanceId)
    {
        if (!instances.TryGetValue(instanceId, out var stored))
            instances.Add(instanceId, stored = new Stored());
        return stored;
    }

    private string NextTag() => (++lastTag).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Stored
    {
        public InstanceRecord? Head { get; set; }

        public string? LastCommit { get; set; }

        public List<HistoryEvent> History { get; set; } = [];

        public IReadOnlyList<HistoryEvent> Backlog { get; set; } = [];

        public SortedDictionary<string, Message> Messages { get; } = new(StringComparer.Ordinal);

        /// <summary>Most instances never send anything.</summary>
        public SortedDictionary<string, Outbox>? Outboxes { get; set; }
    }
}
