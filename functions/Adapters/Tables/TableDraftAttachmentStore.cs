using Azure.Data.Tables;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tables;

/// <summary>Files of working drafts: rows in the drafts' table, beside the fields, so that they go with them.</summary>
public sealed class TableDraftAttachmentStore : IDraftAttachmentStore, IDisposable
{
    private readonly LazyTable table;

    /// <summary>A store in the table <c>{prefix}Drafts</c>; created when first needed.</summary>
    public TableDraftAttachmentStore(TableServiceClient service, string prefix) => table = new(service, prefix + "Drafts");

    /// <inheritdoc />
    public async Task<IReadOnlyList<DraftAttachmentRecord>> ReadAsync(string roundId, string bodyId, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        var (first, end) = (DraftAttachmentRecord.FirstKeyOf(bodyId), DraftAttachmentRecord.EndKeyOf(bodyId));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {roundId} and RowKey ge {first} and RowKey lt {end}");
        var rows = new List<DraftAttachmentRecord>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(RowCodec.Decode<DraftAttachmentRecord>(row));
        return rows;
    }

    /// <inheritdoc />
    public async Task PutAsync(string roundId, DraftAttachmentRecord record, CancellationToken cancellationToken)
    {
        var client = await table.GetAsync(cancellationToken);
        await client.UpsertEntityAsync(RowCodec.Encode(roundId, record), TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => table.Dispose();
}
