using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Audit;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tables;

/// <summary>One commit as a list of table actions: the change's rows first, then its log entries, then the log's head.</summary>
internal sealed class RoundTransaction
{
    private readonly List<TableTransactionAction> actions = [];
    private readonly List<AuditRecord> entries = [];

    public RoundTransaction(string roundId, RoundChange change, AuditHeadRecord? head)
    {
        foreach (var record in change.Put)
            Add(roundId, record);
        foreach (var record in change.Remove)
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(roundId, record.Key), new ETag(record.Version!)));
        RowCount = actions.Count;

        var (sequence, hash) = (head?.Sequence ?? 0, head?.Hash ?? AuditChain.Genesis);
        foreach (var entry in change.Audit)
        {
            var (row, side) = Chain(entry, ++sequence, hash);
            hash = row.Hash;
            entries.Add(row);
            Add(roundId, row);
            Add(roundId, side);
        }

        if (change.Audit.Count > 0)
            Add(roundId, new AuditHeadRecord { Sequence = sequence, Hash = hash, Closed = change.Log == LogGate.Close, Version = head?.Version });
    }

    public IReadOnlyList<TableTransactionAction> Actions => actions;

    /// <summary>How many of the actions are the change's own rows; those behind them are the log's.</summary>
    public int RowCount { get; }

    /// <summary>The first log entry of this commit: its hash covers a random salt, so finding it stored proves that this commit happened.</summary>
    public AuditRecord? FirstEntry => entries.Count > 0 ? entries[0] : null;

    private void Add(string roundId, StoredRecord record)
    {
        var entity = RowCodec.Encode(roundId, record);
        actions.Add(record.Version is null
            ? new TableTransactionAction(TableTransactionActionType.Add, entity)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, new ETag(record.Version)));
    }

    private static (AuditRecord Row, AuditSideRecord Side) Chain(AuditEntry entry, long sequence, string previous)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var digest = AuditChain.SideDigest(salt, entry.Who, entry.Detail);
        var row = new AuditRecord
        {
            Sequence = sequence,
            At = entry.At,
            Verb = entry.Verb,
            Subject = entry.Subject,
            Channel = entry.Channel,
            SideDigest = digest,
            Previous = previous,
            Hash = AuditChain.Hash(previous, sequence, entry.At, entry.Verb, entry.Subject, entry.Channel, digest),
        };
        return (row, new AuditSideRecord { Sequence = sequence, Salt = salt, Who = entry.Who, Detail = entry.Detail });
    }
}
