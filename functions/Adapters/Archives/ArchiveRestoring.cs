using System.Text.Json;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tables;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Archives;

/// <summary>
/// Writes an archive's rows. Every row of the round's own partitions is written against the version found there before: where somebody
/// starts a round of that id meanwhile, one of the two finds the other's rows and gives way.
/// </summary>
internal sealed class ArchiveRestoring(ArchiveTables tables)
{
    private const int MostActions = 100;

    // A transaction may hold 4 MiB; JSON grows on the way, each quotation mark to six bytes.
    private const int MostCharacters = 600_000;
    private const int AtOnce = 8;

    // Together, and last: what makes the round visible, and what its log ends with.
    private static readonly string[] LastKeys = [RoundRecord.TheKey, AuditHeadRecord.TheKey];

    public async Task WriteAsync(string roundId, IReadOnlyList<ArchiveRow> rows, CancellationToken cancellationToken)
    {
        foreach (var table in (ArchiveTable[])[ArchiveTable.Links, ArchiveTable.Contacts])
            await UpsertAsync(table, rows.Where(row => row.Table == table), cancellationToken);
        await SubmitAsync(ArchiveTable.Drafts, await DifferencesAsync(ArchiveTable.Drafts, roundId, rows, cancellationToken), cancellationToken);

        var differences = await DifferencesAsync(ArchiveTable.Rounds, roundId, rows, cancellationToken);
        var last = differences.ToLookup(action => LastKeys.Contains(action.Entity.RowKey, StringComparer.Ordinal));
        await SubmitAsync(ArchiveTable.Rounds, [.. last[false]], cancellationToken);
        await AddToIndexAsync(roundId, rows, cancellationToken);
        await SubmitAsync(ArchiveTable.Rounds, [.. last[true]], cancellationToken);
    }

    private async Task UpsertAsync(ArchiveTable table, IEnumerable<ArchiveRow> rows, CancellationToken cancellationToken)
    {
        var client = await tables.GetAsync(table, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows, options, async (row, cancellation) =>
            await client.UpsertEntityAsync(RowCodec.Row(row.Partition, row.Key, row.Json), TableUpdateMode.Replace, cancellation));
    }

    // A row without a round is skipped by readers, a round without a row would be lost to them.
    private async Task AddToIndexAsync(string roundId, IReadOnlyList<ArchiveRow> rows, CancellationToken cancellationToken)
    {
        var own = rows.Single(row => row is { Table: ArchiveTable.Rounds, Key: RoundRecord.TheKey });
        var round = JsonSerializer.Deserialize<RoundRecord>(own.Json) ?? throw new InvalidDataException($"Row '{own.Key}' holds the JSON value null.");
        var client = await tables.GetAsync(ArchiveTable.Rounds, cancellationToken);
        await client.UpsertEntityAsync(RoundIndex.Row(roundId, round.StartedAt), TableUpdateMode.Replace, cancellationToken);
    }

    private async Task<List<TableTransactionAction>> DifferencesAsync(
        ArchiveTable table, string partition, IReadOnlyList<ArchiveRow> rows, CancellationToken cancellationToken)
    {
        var client = await tables.GetAsync(table, cancellationToken);
        var stored = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
            stored.Add(row.RowKey, row);

        var actions = new List<TableTransactionAction>();
        foreach (var row in rows.Where(row => row.Table == table))
        {
            var entity = RowCodec.Row(row.Partition, row.Key, row.Json);
            if (!stored.Remove(row.Key, out var there))
                actions.Add(new(TableTransactionActionType.Add, entity));
            else if (RowCodec.ReadJson(there) != row.Json)
                actions.Add(new(TableTransactionActionType.UpdateReplace, entity, there.ETag));
        }

        actions.AddRange(stored.Values.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row.RowKey), row.ETag)));
        return actions;
    }

    private async Task SubmitAsync(ArchiveTable table, List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var client = await tables.GetAsync(table, cancellationToken);
        var portion = new List<TableTransactionAction>();
        var characters = 0;
        foreach (var action in actions)
        {
            var size = RowCodec.ReadJson((TableEntity)action.Entity).Length;
            if (portion.Count == MostActions || (portion.Count > 0 && characters + size > MostCharacters))
            {
                await SubmitPortionAsync(client, portion, cancellationToken);
                (portion, characters) = ([], 0);
            }

            portion.Add(action);
            characters += size;
        }

        if (portion.Count > 0)
            await SubmitPortionAsync(client, portion, cancellationToken);
    }

    private static async Task SubmitPortionAsync(TableClient client, List<TableTransactionAction> portion, CancellationToken cancellationToken)
    {
        try
        {
            await client.SubmitTransactionAsync(portion, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            throw new StoreConflictException(portion[e.FailedTransactionActionIndex ?? 0].Entity.RowKey, e);
        }
    }
}
