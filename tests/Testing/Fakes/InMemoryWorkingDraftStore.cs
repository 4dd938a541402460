using System.Globalization;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>Working drafts in memory, with versions and conflicts; rows live as JSON, so that what does not survive serialization is seen.</summary>
public sealed class InMemoryWorkingDraftStore : IWorkingDraftStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string RoundId, string Key), (string Json, string Version)> rows = [];
    private long version;

    /// <summary>Runs once, before the next commit looks at versions: what somebody else does in between.</summary>
    public Func<Task>? BeforeNextCommit { get; set; }

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Outage { get; set; }

    public int Count
    {
        get
        {
            lock (gate)
                return rows.Count;
        }
    }

    public Task<IReadOnlyList<DraftFieldRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DraftFieldRecord>>(
                [.. rows.Where(row => row.Key.RoundId == roundId).Select(Record).Where(record => record.BodyId == bodyId)]);
        }
    }

    public async Task CommitAsync(string roundId, IReadOnlyList<DraftFieldRecord> put, IReadOnlyList<DraftFieldRecord> remove, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(remove);
        ThrowIfOut();
        if (BeforeNextCommit is { } meanwhile)
        {
            BeforeNextCommit = null;
            await meanwhile();
        }

        lock (gate)
        {
            if (put.Concat(remove).FirstOrDefault(record => rows.GetValueOrDefault((roundId, record.Key)).Version != record.Version) is { } changed)
                throw new StoreConflictException(changed.Key);
            foreach (var record in put)
                rows[(roundId, record.Key)] = (JsonSerializer.Serialize(record), (++version).ToString(CultureInfo.InvariantCulture));
            foreach (var record in remove)
                rows.Remove((roundId, record.Key));
        }
    }

    public Task<int> ForgetAsync(string roundId, CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
        {
            var keys = rows.Keys.Where(key => key.RoundId == roundId).ToList();
            foreach (var key in keys)
                rows.Remove(key);
            return Task.FromResult(keys.Count);
        }
    }

    private static DraftFieldRecord Record(KeyValuePair<(string RoundId, string Key), (string Json, string Version)> row) =>
        JsonSerializer.Deserialize<DraftFieldRecord>(row.Value.Json)! with { Version = row.Value.Version };

    private void ThrowIfOut()
    {
        if (Outage is not null)
            throw Outage;
    }
}
