using System.Globalization;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>Files and the rows of working drafts that name them, in memory; rows live as JSON, so that what does not survive serialization is seen.</summary>
public sealed class InMemoryAttachmentStore : IAttachmentStore, IDraftAttachmentStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<AttachmentKey, (byte[] Bytes, StoredAttachment Listed)> files = [];
    private readonly SortedDictionary<(string RoundId, string Key), string> rows = [];
    private long version;

    /// <summary>The store's own clock.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Thrown instead of storing bytes while set.</summary>
    public Exception? PutOutage { get; set; }

    public int Count
    {
        get
        {
            lock (gate)
                return files.Count;
        }
    }

    public Task PutAsync(AttachmentKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (PutOutage is not null)
            throw PutOutage;
        lock (gate)
            files[key] = (content.ToArray(), new StoredAttachment(key, Now, (++version).ToString(CultureInfo.InvariantCulture)));
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(AttachmentKey key, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<Stream?>(files.TryGetValue(key, out var file) ? new MemoryStream(file.Bytes, writable: false) : null);
    }

    public Task<IReadOnlyList<StoredAttachment>> ListAsync(string roundId, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<StoredAttachment>>([.. files.Values.Select(file => file.Listed).Where(file => file.Key.RoundId == roundId)]);
    }

    public Task<bool> DeleteAsync(StoredAttachment listed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listed);
        lock (gate)
            return Task.FromResult(files.TryGetValue(listed.Key, out var file) && file.Listed.Version == listed.Version && files.Remove(listed.Key));
    }

    public Task<IReadOnlyList<DraftAttachmentRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<DraftAttachmentRecord>>(
                [.. rows.Where(row => row.Key.RoundId == roundId).Select(row => JsonSerializer.Deserialize<DraftAttachmentRecord>(row.Value)!).Where(row => row.BodyId == bodyId)]);
        }
    }

    public Task PutAsync(string roundId, DraftAttachmentRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (gate)
            rows[(roundId, record.Key)] = JsonSerializer.Serialize(record);
        return Task.CompletedTask;
    }

    /// <summary>What forgetting the working drafts of a round does.</summary>
    public void ForgetRows(string roundId)
    {
        lock (gate)
        {
            foreach (var key in rows.Keys.Where(key => key.RoundId == roundId).ToList())
                rows.Remove(key);
        }
    }
}
