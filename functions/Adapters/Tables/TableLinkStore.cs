using System.Text.Json;
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
        var entity = new TableEntity(link.TokenHash, RowKey);
        RowCodec.Write(entity, JsonSerializer.Serialize(link));
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
    public void Dispose() => table.Dispose();
}
