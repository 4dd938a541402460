using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Audit;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Testing.Fakes;

/// <summary>
/// A round store that keeps the port's promises: versions, conflicts, all or nothing, at most a hundred rows a commit, chained log.
/// Rows live as JSON, so that what does not survive serialization is seen.
/// </summary>
public sealed class InMemoryRoundStore : IRoundStore
{
    private const int MostRows = 100;

    private readonly Lock gate = new();
    private readonly List<string> order = [];
    private readonly Dictionary<string, SortedDictionary<string, Row>> partitions = new(StringComparer.Ordinal);
    private long version;

    /// <summary>Runs once, before the next commit looks at versions: what somebody else does in between.</summary>
    public Func<Task>? BeforeNextCommit { get; set; }

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>Commits that were refused because somebody was faster.</summary>
    public int Conflicts { get; private set; }

    public Task<RoundView?> ReadAsync(string roundId, CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
            return Task.FromResult(partitions.TryGetValue(roundId, out var rows) ? View(rows) : null);
    }

    public async Task CommitAsync(string roundId, RoundChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ThrowIfOut();
        if (BeforeNextCommit is { } meanwhile)
        {
            BeforeNextCommit = null;
            await meanwhile();
        }

        lock (gate)
            Commit(roundId, change);
    }

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
            return Task.FromResult<IReadOnlyList<string>>([.. order]);
    }

    public Task<IReadOnlyList<AuditLine>> ReadAuditAsync(string roundId, CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
        {
            if (!partitions.TryGetValue(roundId, out var rows))
                return Task.FromResult<IReadOnlyList<AuditLine>>([]);
            var sides = All<AuditSideRecord>(rows).ToDictionary(side => side.Sequence);
            return Task.FromResult<IReadOnlyList<AuditLine>>(
                [.. All<AuditRecord>(rows).Select(entry => new AuditLine(entry, sides.GetValueOrDefault(entry.Sequence)))]);
        }
    }

    public Task EraseDetailsAsync(string roundId, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ThrowIfOut();
        lock (gate)
        {
            foreach (var sequence in sequences)
                partitions.GetValueOrDefault(roundId)?.Remove(AuditSideRecord.KeyOf(sequence));
        }

        return Task.CompletedTask;
    }

    public Task<int> RemoveAsync(string roundId, CancellationToken cancellationToken)
    {
        ThrowIfOut();
        lock (gate)
        {
            order.Remove(roundId);
            return Task.FromResult(partitions.Remove(roundId, out var rows) ? rows.Count : 0);
        }
    }

    private void Commit(string roundId, RoundChange change)
    {
        var rows = partitions.GetValueOrDefault(roundId);
        List<StoredRecord> own = [.. change.Put, .. change.Remove];
        if (own.Select(row => row.Key).Distinct(StringComparer.Ordinal).Count() != own.Count)
            throw new ArgumentException("A commit names a row twice.", nameof(change));
        if (change is { Audit.Count: > 0, Log: not LogGate.Reopen } && rows is not null && All<AuditHeadRecord>(rows).Any(head => head.Closed))
            throw new StoreConflictException(AuditHeadRecord.TheKey);
        var logged = Chained(rows, change).ToList();
        if (own.Count + logged.Count > MostRows)
            throw new ArgumentException($"A commit of {own.Count + logged.Count} rows.", nameof(change));

        if (own.FirstOrDefault(row => rows?.GetValueOrDefault(row.Key)?.Version != row.Version) is { } changed)
        {
            Conflicts++;
            throw new StoreConflictException(changed.Key);
        }

        if (rows is null)
        {
            partitions[roundId] = rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
            order.Add(roundId);
        }

        foreach (var row in change.Put.Concat(logged))
            rows[row.Key] = new Row(row.GetType(), JsonSerializer.Serialize(row, row.GetType()), (++version).ToString(CultureInfo.InvariantCulture));
        foreach (var row in change.Remove)
            rows.Remove(row.Key);
    }

    private static IEnumerable<StoredRecord> Chained(SortedDictionary<string, Row>? rows, RoundChange change)
    {
        var entries = change.Audit;
        if (entries.Count == 0)
            yield break;
        var head = rows is null ? null : All<AuditHeadRecord>(rows).SingleOrDefault();
        var (sequence, previous) = (head?.Sequence ?? 0, head?.Hash ?? AuditChain.Genesis);
        foreach (var entry in entries)
        {
            sequence++;
            var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var digest = AuditChain.SideDigest(salt, entry.Who, entry.Detail);
            var hash = AuditChain.Hash(previous, sequence, entry.At, entry.Verb, entry.Subject, entry.Channel, digest);
            yield return new AuditRecord
            {
                Sequence = sequence,
                At = entry.At,
                Verb = entry.Verb,
                Subject = entry.Subject,
                Channel = entry.Channel,
                SideDigest = digest,
                Previous = previous,
                Hash = hash,
            };
            yield return new AuditSideRecord { Sequence = sequence, Salt = salt, Who = entry.Who, Detail = entry.Detail };
            previous = hash;
        }

        yield return new AuditHeadRecord { Sequence = sequence, Hash = previous, Closed = change.Log == LogGate.Close };
    }

    private static RoundView View(SortedDictionary<string, Row> rows)
    {
        var round = All<RoundRecord>(rows).Single();
        List<string> roster = [.. round.Settings.Bodies.Select(body => body.Id)];
        return new RoundView
        {
            Round = round,
            Bodies = [.. All<BodyRecord>(rows).OrderBy(body => roster.IndexOf(body.BodyId))],
            Statements = [.. All<StatementRecord>(rows)],
            Mails = [.. All<MailRecord>(rows)],
            ColleagueLinks = [.. All<ColleagueLinkRecord>(rows)],
            Decision = All<DecisionRecord>(rows).SingleOrDefault(),
            Erasures = All<ErasureRecord>(rows).SingleOrDefault(),
        };
    }

    private static IEnumerable<T> All<T>(SortedDictionary<string, Row> rows)
        where T : StoredRecord
        => rows.Values.Where(row => row.Type == typeof(T)).Select(row => JsonSerializer.Deserialize<T>(row.Json)! with { Version = row.Version });

    private void ThrowIfOut()
    {
        if (Outage is not null)
            throw Outage;
    }

    private sealed record Row(Type Type, string Json, string Version);
}
