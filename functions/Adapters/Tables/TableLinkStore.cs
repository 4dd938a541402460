using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Tables;

/// <summary>Links by the hash of their token: one point read for each page view.</summary>
public sealed class TableLinkStore : ILinkStore, IDisposable
{
    private const string RowKey = "link";

    private readonly LazyTable table;

    /// <summary>A store in the table <c>{prefix}Links</c>.</summary>
    public TableLinkStore(TableServiceClient service, string prefix) => table = new(service, prefix + "Links");

    /// <inheritdoc />
    public async Task PutAsync(LinkRecord link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        var entity = RowCodec.Row(link.TokenHash, RowKey, JsonSerializer.Serialize(link));
        var client = await table.GetAsync(cancellationToken);
        await client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<LinkRecord?> FindAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(tokenHash, RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? JsonSerializer.Deserialize<LinkRecord>(RowCodec.ReadJson(row.Value!)) : null;
    }

    /// <inheritdoc />
    public async Task<int> RemoveAllAsync(string roundId, CancellationToken cancellationToken)
    {
        // A link's partition is its hash, so that opening it is one point read; finding all of a round takes a scan, which a night has time for.
        var client = await table.GetAsync(cancellationToken);
        var found = new List<string>();
        await foreach (var row in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {RowKey}"), cancellationToken: cancellationToken))
        {
            if (JsonSerializer.Deserialize<LinkRecord>(RowCodec.ReadJson(row))?.RoundId == roundId)
                found.Add(row.PartitionKey);
        }

        foreach (var hash in found)
            await client.DeleteEntityAsync(hash, RowKey, ETag.All, cancellationToken);
        return found.Count;
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();
}
