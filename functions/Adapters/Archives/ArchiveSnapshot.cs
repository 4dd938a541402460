using System.Text.Json;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tables;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Archives;

/// <summary>
/// All rows of a round as they were at one instant, although a table answers in pages: read twice, and the same both times. Versions (ETags)
/// never return, so each row had its version from the first reading to the second, and all of them had it between the two.
/// </summary>
internal sealed class ArchiveSnapshot(ArchiveTables tables)
{
    private const int Attempts = 6;

    public async Task<IReadOnlyList<ArchiveRow>?> ReadAsync(string roundId, bool everything, CancellationToken cancellationToken)
    {
        var before = await CollectAsync(roundId, everything, cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var after = await CollectAsync(roundId, everything, cancellationToken);
            if (before.Count == after.Count && before.All(row => after.TryGetValue(row.Key, out var again) && again.ETag == row.Value.ETag))
                return after.Keys.Any(place => place is { Table: ArchiveTable.Rounds, Key: RoundRecord.TheKey }) ? [.. Rows(after)] : null;
            before = after;
        }

        throw new StoreConflictException(RoundRecord.TheKey);
    }

    private static IEnumerable<ArchiveRow> Rows(Dictionary<Place, TableEntity> entities) => entities
        .OrderBy(row => row.Key.Table).ThenBy(row => row.Key.Partition, StringComparer.Ordinal).ThenBy(row => row.Key.Key, StringComparer.Ordinal)
        .Select(row => new ArchiveRow(row.Key.Table, row.Key.Partition, row.Key.Key, RawRow.JsonOf(row.Value)));

    private async Task<Dictionary<Place, TableEntity>> CollectAsync(string roundId, bool everything, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<Place, TableEntity>();
        await AddPartitionAsync(ArchiveTable.Rounds, roundId);
        var own = rows.GetValueOrDefault(new Place(ArchiveTable.Rounds, roundId, RoundRecord.TheKey));
        if (!everything || own is null)
            return rows;
        await AddPartitionAsync(ArchiveTable.Drafts, roundId);
        await AddPartitionAsync(ArchiveTable.Contacts, RowCodec.Decode<RoundRecord>(own).Settings.Consultation);

        // No column names the round: the whole table is a few rows for each body that was ever asked.
        await AddAsync(ArchiveTable.Links, null, row => JsonSerializer.Deserialize<LinkRecord>(RowCodec.ReadJson(row))?.RoundId == roundId);
        return rows;

        Task AddPartitionAsync(ArchiveTable table, string partition) =>
            AddAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), static _ => true);

        async Task AddAsync(ArchiveTable table, string? filter, Func<TableEntity, bool> belongs)
        {
            var client = await tables.GetAsync(table, cancellationToken);
            await foreach (var row in client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                if (belongs(row))
                    rows[new Place(table, row.PartitionKey, row.RowKey)] = row;
            }
        }
    }

    private sealed record Place(ArchiveTable Table, string Partition, string Key);
}
