using System.Globalization;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>Working drafts in memory, with versions and conflicts; rows live as JSON, so that what does not survive serialization is seen.</summary>
public sealed class InMemoryWorkingDraftStore : IWorkingDraftStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string RoundId, string Key), (Type Type, string Json, string Version)> rows = [];
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

    public Task<IReadOnlyList<DraftFieldRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DraftFieldRecord>>([.. All<DraftFieldRecord>(roundId).Where(field => field.BodyId == bodyId)]);

    public Task<ColleagueNotes> ReadNotesAsync(string roundId, string bodyId, CancellationToken cancellationToken) => Task.FromResult(new ColleagueNotes(
        All<ColleagueNameRecord>(roundId).Where(name => name.BodyId == bodyId).ToDictionary(name => name.LinkId, name => name.Name),
        [.. All<DraftCommentRecord>(roundId).Where(comment => comment.BodyId == bodyId).OrderBy(comment => comment.At).ThenBy(comment => comment.CommentId, StringComparer.Ordinal)]));

    public async Task CommitAsync(string roundId, IReadOnlyList<StoredRecord> put, IReadOnlyList<StoredRecord> remove, CancellationToken cancellationToken)
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
                rows[(roundId, record.Key)] = (record.GetType(), JsonSerializer.Serialize(record, record.GetType()), (++version).ToString(CultureInfo.InvariantCulture));
            foreach (var record in remove)
                rows.Remove((roundId, record.Key));
        }
    }

    public Task ForgetNamesAsync(string roundId, string bodyId, IReadOnlyCollection<string> linkIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(linkIds);
        ThrowIfOut();
        lock (gate)
        {
            foreach (var link in linkIds)
                rows.Remove((roundId, ColleagueNameRecord.PrefixOf(bodyId) + link));
        }

        return Task.CompletedTask;
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

    private List<T> All<T>(string roundId)
        where T : StoredRecord
    {
        ThrowIfOut();
        lock (gate)
        {
            return [.. rows.Where(row => row.Key.RoundId == roundId && row.Value.Type == typeof(T))
                .Select(row => JsonSerializer.Deserialize<T>(row.Value.Json)! with { Version = row.Value.Version })];
        }
    }

    private void ThrowIfOut()
    {
        if (Outage is not null)
            throw Outage;
    }
}
