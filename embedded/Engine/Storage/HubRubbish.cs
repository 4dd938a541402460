using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>Removes rows and blobs that nothing reads any more. What a crash leaves over is removed by the next start or purge of that id.</summary>
internal sealed class HubRubbish(TableClient table, BlobContainerClient blobs)
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey", "Incarnation", "Blob"];

    public static TableTransactionAction Delete(string instanceId, string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(instanceId, rowKey), ETag.All);

    /// <summary>Removes what earlier incarnations left.</summary>
    public async Task RemoveEarlierAsync(InstanceRecord current, CancellationToken cancellation)
    {
        List<string> old = [];
        await foreach (var row in RowsAsync(current.InstanceId, cancellation))
        {
            var key = row.RowKey;
            var isOldMessage = key.StartsWith(HubRows.MessagePrefix, StringComparison.Ordinal)
                && row.GetInt64("Incarnation") is { } incarnation && incarnation != current.Incarnation;
            var isOldHistory = key.StartsWith("h|", StringComparison.Ordinal)
                && !key.StartsWith(HubRows.HistoryPrefix(current.Generation), StringComparison.Ordinal);
            var isOldBacklog = key.StartsWith("b|", StringComparison.Ordinal) && key != HubRows.Backlog(current.Generation);
            if (isOldMessage || isOldHistory || isOldBacklog)
                old.Add(key);
        }

        await RemoveAsync(current.InstanceId, old, cancellation);
        await RemoveBlobsAsync(HubRows.Folder(current.InstanceId) + "/", HubRows.Folder(current) + "/", cancellation);
    }

    /// <summary>Removes all of an instance but its head, which goes last, and its outboxes: promises to others outlive their sender.</summary>
    public async Task RemoveAllButHeadAsync(string instanceId, CancellationToken cancellation)
    {
        List<string> keys = [];
        await foreach (var row in RowsAsync(instanceId, cancellation))
        {
            if (row.RowKey != HubRows.Head && !row.RowKey.StartsWith(HubRows.OutboxPrefix, StringComparison.Ordinal))
                keys.Add(row.RowKey);
        }

        await RemoveAsync(instanceId, keys, cancellation);
        await RemoveBlobsAsync(HubRows.Folder(instanceId) + "/", keep: null, cancellation);
    }

    /// <summary>Removes blobs written before that instant that no row names.</summary>
    public async Task RemoveUnnamedBlobsAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        HashSet<string> old = new(StringComparer.Ordinal);
        await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, cancellation))
        {
            if (blob.Name != OwnerBlob.Name && blob.Properties.LastModified < before)
                old.Add(blob.Name);
        }

        if (old.Count == 0)
            return;

        // Rows are read after the blobs were listed: whoever is named by then stays.
        await foreach (var row in table.QueryAsync<TableEntity>(select: HubRows.BlobColumns, cancellationToken: cancellation))
        {
            foreach (var column in HubRows.BlobColumns)
            {
                if (row.GetString(column) is { } named)
                    old.Remove(named);
            }
        }

        foreach (var name in old)
            await blobs.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    public async Task RemoveAsync(string instanceId, IEnumerable<string> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Chunk(HubRows.LargestTransaction))
        {
            try
            {
                await table.SubmitTransactionAsync(some.Select(key => Delete(instanceId, key)), cancellation);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // One of them is gone already, which fails them all: one by one.
                foreach (var key in some)
                    await table.DeleteEntityAsync(instanceId, key, ETag.All, cancellation);
            }
        }
    }

    private AsyncPageable<TableEntity> RowsAsync(string instanceId, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>(HubRows.Partition(instanceId), select: KeysOnly, cancellationToken: cancellation);

    private async Task RemoveBlobsAsync(string folder, string? keep, CancellationToken cancellation)
    {
        await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancellation))
        {
            if (keep is null || !blob.Name.StartsWith(keep, StringComparison.Ordinal))
                await blobs.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
    }
}
