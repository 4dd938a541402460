using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tables;

/// <summary>Rounds in one table: a partition for each round, so that a change and its log entries are one transaction.</summary>
public sealed class TableRoundStore : IRoundStore, IDisposable
{
    // State rows sort before the log's ("9-…").
    private const string FirstLogKey = "9";
    private const int HeadAttempts = 20;

    private readonly LazyTable table;

    /// <summary>A store in the table <c>{prefix}Rounds</c>; created when first needed.</summary>
    public TableRoundStore(TableServiceClient service, string prefix) => table = new(service, prefix + "Rounds");

    /// <inheritdoc />
    public async Task<RoundView?> ReadAsync(string roundId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {roundId} and RowKey lt {FirstLogKey}");
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        if (rows.Find(r => r.RowKey == RoundRecord.TheKey) is not { } own)
            return null;

        var round = RowCodec.Decode<RoundRecord>(own);
        var bodies = Of<BodyRecord>(rows, BodyRecord.Prefix).ToDictionary(b => b.BodyId, StringComparer.Ordinal);
        return new()
        {
            Round = round,
            Bodies = [.. round.Settings.Bodies.Where(b => bodies.ContainsKey(b.Id)).Select(b => bodies[b.Id])],
            Statements = [.. Of<StatementRecord>(rows, StatementRecord.Prefix)],
            Mails = [.. Of<MailRecord>(rows, MailRecord.Prefix)],
            ColleagueLinks = [.. Of<ColleagueLinkRecord>(rows, ColleagueLinkRecord.Prefix)],
            Decision = Of<DecisionRecord>(rows, DecisionRecord.TheKey).FirstOrDefault(),
            Erasures = Of<ErasureRecord>(rows, ErasureRecord.TheKey).FirstOrDefault(),
        };
    }

    /// <inheritdoc />
    public async Task CommitAsync(string roundId, RoundChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var client = await table.GetAsync(cancellationToken);
        if (change.Put.OfType<RoundRecord>().FirstOrDefault(r => r.Version is null) is { } started)
            await AddToIndexAsync(client, started, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            var head = change.Audit.Count == 0 ? null : await ReadHeadAsync(client, roundId, cancellationToken);
            if (head is { Closed: true } && change.Log != LogGate.Reopen)
                throw new StoreConflictException(AuditHeadRecord.TheKey);
            var transaction = new RoundTransaction(roundId, change, head);
            if (transaction.Actions.Count == 0)
                return;
            try
            {
                await client.SubmitTransactionAsync(transaction.Actions, cancellationToken);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
            {
                // The answer to an earlier try of the same commit may have been lost: then its entry is there.
                if (await IsCommittedAsync(client, roundId, transaction.FirstEntry, cancellationToken))
                    return;
                var index = e.FailedTransactionActionIndex ?? 0;
                if (index < transaction.RowCount)
                    throw new StoreConflictException(transaction.Actions[index].Entity.RowKey, e);
                if (attempt == HeadAttempts)
                    throw new StoreConflictException(AuditHeadRecord.TheKey, e);
                // Only the log's head moved: chain onto the new one.
            }
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var rows = new List<(string Id, DateTimeOffset StartedAt)>();
        await foreach (var row in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {RoundIndex.Partition}"), cancellationToken: cancellationToken))
            rows.Add((row.RowKey, RoundIndex.StartedAt(row)));
        return [.. rows.OrderBy(r => r.StartedAt).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => r.Id)];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditLine>> ReadAuditAsync(string roundId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {roundId} and RowKey ge {FirstLogKey}");
        var rows = new List<TableEntity>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        var sides = Of<AuditSideRecord>(rows, AuditSideRecord.Prefix).ToDictionary(s => s.Sequence);
        return [.. Of<AuditRecord>(rows, AuditRecord.Prefix).Select(e => new AuditLine(e, sides.GetValueOrDefault(e.Sequence)))];
    }

    /// <inheritdoc />
    public async Task EraseDetailsAsync(string roundId, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var client = await table.GetAsync(cancellationToken);
        await client.RemoveRowsAsync(roundId, [.. sequences.Select(AuditSideRecord.KeyOf)], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<int> RemoveAsync(string roundId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var keys = await client.KeysOfAsync(roundId, cancellationToken);
        // What says that the round's time has come goes last, and at once: a run that is cut off before is finished by the next.
        string[] last = [RoundRecord.TheKey, DecisionRecord.TheKey];
        await client.RemoveRowsAsync(roundId, [.. keys.Except(last)], cancellationToken);
        await client.RemoveRowsAsync(roundId, [.. keys.Intersect(last)], cancellationToken);
        await client.DeleteEntityAsync(RoundIndex.Partition, roundId, ETag.All, cancellationToken);
        return keys.Count;
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();

    private static IEnumerable<T> Of<T>(List<TableEntity> rows, string prefix)
        where T : StoredRecord =>
        rows.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Select(RowCodec.Decode<T>);

    // Written before the round itself: a row without a round is skipped by readers, a round without a row would be lost to them.
    private static Task AddToIndexAsync(TableClient client, RoundRecord round, CancellationToken cancellationToken) =>
        client.UpsertEntityAsync(RoundIndex.Row(round.RoundId, round.StartedAt), TableUpdateMode.Replace, cancellationToken);

    private static async Task<AuditHeadRecord?> ReadHeadAsync(TableClient client, string roundId, CancellationToken cancellationToken)
    {
        var head = await client.GetEntityIfExistsAsync<TableEntity>(roundId, AuditHeadRecord.TheKey, cancellationToken: cancellationToken);
        return head.HasValue ? RowCodec.Decode<AuditHeadRecord>(head.Value!) : null;
    }

    private static async Task<bool> IsCommittedAsync(TableClient client, string roundId, AuditRecord? entry, CancellationToken cancellationToken)
    {
        if (entry is null)
            return false;
        var row = await client.GetEntityIfExistsAsync<TableEntity>(roundId, entry.Key, cancellationToken: cancellationToken);
        return row.HasValue && RowCodec.Decode<AuditRecord>(row.Value!).Hash == entry.Hash;
    }
}
