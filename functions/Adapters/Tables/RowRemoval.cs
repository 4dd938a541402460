using Azure;
using Azure.Data.Tables;

namespace LipServerless.Adapters.Tables;

/// <summary>Deletes rows of a partition, whoever changed them last. Doing so again, after a run that was cut off, finishes it.</summary>
internal static class RowRemoval
{
    private const int MostActions = 100;

    /// <summary>Deletes all rows of a partition; answers how many there were.</summary>
    public static async Task<int> RemovePartitionAsync(this TableClient client, string partition, CancellationToken cancellationToken)
    {
        var keys = await client.KeysOfAsync(partition, cancellationToken);
        await client.RemoveRowsAsync(partition, keys, cancellationToken);
        return keys.Count;
    }

    /// <summary>The keys of a partition.</summary>
    public static async Task<List<string>> KeysOfAsync(this TableClient client, string partition, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: ["RowKey"], cancellationToken: cancellationToken))
            keys.Add(row.RowKey);
        return keys;
    }

    /// <summary>Deletes these rows, a hundred in a transaction; what is gone already is no error.</summary>
    public static async Task RemoveRowsAsync(this TableClient client, string partition, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var portion in keys.Chunk(MostActions))
        {
            try
            {
                await client.SubmitTransactionAsync(
                    portion.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)), cancellationToken);
            }
            catch (TableTransactionFailedException e) when (e.Status == 404)
            {
                // One of them is gone: somebody else removed it, or the answer to an earlier try was lost. Then one by one.
                foreach (var key in portion)
                    await client.DeleteEntityAsync(partition, key, ETag.All, cancellationToken);
            }
        }
    }
}
