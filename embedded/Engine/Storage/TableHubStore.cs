using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>A hub in one table, with a blob container for what is too long for rows. See <see cref="HubRows"/>.</summary>
internal sealed class TableHubStore : IHubStore
{
    private readonly TableClient table;
    private readonly BlobContainerClient blobs;
    private readonly HubContent content;
    private readonly HeadRow heads;
    private readonly HubRubbish rubbish;
    private readonly TurnTransaction turns;

    public TableHubStore(TableClient table, BlobContainerClient blobs)
    {
        this.table = table;
        this.blobs = blobs;
        var packed = new PackedBytes(blobs);
        content = new HubContent(packed);
        heads = new HeadRow(blobs, packed);
        rubbish = new HubRubbish(table, blobs);
        turns = new TurnTransaction(table, heads, content, rubbish);
    }

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await table.CreateIfNotExistsAsync(cancellation);
        await blobs.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    public async IAsyncEnumerable<FoundAtStart> ScanAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        const string Unfinished = $"(RowKey eq '{HubRows.Head}' and Finished eq false)";
        const string Messages = "(RowKey ge 'm|' and RowKey lt 'm}')";
        const string Outboxes = "(RowKey ge 'o|' and RowKey lt 'o}')";
        await foreach (var row in table.QueryAsync<TableEntity>($"{Unfinished} or {Messages} or {Outboxes}", cancellationToken: cancellation))
        {
            yield return row.RowKey[0] switch
            {
                'm' => new FoundAtStart(row.PartitionKey, Message: await content.MessageAsync(row, cancellation)),
                'o' => new FoundAtStart(row.PartitionKey, Outbox: await content.OutboxAsync(row, cancellation)),
                _ => new FoundAtStart(row.PartitionKey, await heads.FromRowAsync(row, withTexts: false, cancellation)),
            };
        }
    }

    public async Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation) =>
        await HeadRow.FindAsync(table, instanceId, cancellation) is { } row ? await heads.FromRowAsync(row, withTexts, cancellation) : null;

    public async Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(HubRows.Partition(instanceId), cancellationToken: cancellation))
                rows.Add(row);
        }
        catch (RequestFailedException deleted) when (deleted.ErrorCode == "TableNotFound")
        {
            return null;
        }

        if (rows.Find(row => row.RowKey == HubRows.Head) is not { } headRow)
            return null;
        var head = await heads.FromRowAsync(headRow, withTexts: true, cancellation);
        List<HistoryEvent> history = [];
        List<HistoryEvent> backlog = [];
        List<Message> messages = [];
        var historyPrefix = HubRows.HistoryPrefix(head.Generation);
        var backlogKey = HubRows.Backlog(head.Generation);
        foreach (var row in rows)
        {
            if (row.RowKey.StartsWith(historyPrefix, StringComparison.Ordinal))
                history.AddRange(await content.EventsAsync(row, cancellation));
            else if (row.RowKey == backlogKey)
                backlog = await content.EventsAsync(row, cancellation);
            else if (row.RowKey.StartsWith(HubRows.MessagePrefix, StringComparison.Ordinal))
                messages.Add(await content.MessageAsync(row, cancellation));
        }

        return new LoadedInstance(head, history, backlog, messages);
    }

    public async Task<InstanceRecord?> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation)
    {
        // The execution id is made for this start: found again, it shows that an earlier try had succeeded.
        var row = await heads.ToRowAsync(record, record.ExecutionId, cancellation);
        ETag tag;
        try
        {
            var response = replaced is null
                ? await table.AddEntityAsync(row, cancellation)
                : await table.UpdateEntityAsync(row, HeadRow.Fence(replaced), TableUpdateMode.Replace, cancellation);
            tag = response.Headers.ETag ?? throw new InvalidDataException("The table service answered a write without an ETag.");
        }
        catch (RequestFailedException failed) when (failed.ErrorCode == "TableNotFound")
        {
            // Somebody deleted the whole hub. It begins anew.
            await PrepareAsync(cancellation);
            return null;
        }
        catch (RequestFailedException failed) when (failed.Status is 409 or 412 or 404)
        {
            var found = await HeadRow.FindAsync(table, record.InstanceId, cancellation);
            if (found is null || HeadRow.CommitOf(found) != record.ExecutionId)
                return null;
            tag = found.ETag;
        }

        if (replaced is not null)
            await rubbish.RemoveEarlierAsync(record, cancellation);
        return record with { ETag = tag.ToString() };
    }

    public async Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        var row = await content.MessageRowAsync(instanceId, message, cancellation);
        try
        {
            await table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409 && there.ErrorCode == "EntityAlreadyExists")
        {
            // An earlier try had succeeded.
        }
    }

    public async Task DropMessagesAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        foreach (var key in keys)
            await table.DeleteEntityAsync(instanceId, HubRows.Message(key), ETag.All, cancellation);
    }

    public Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation) => turns.CommitAsync(commit, cancellation);

    public async Task RemoveOutboxAsync(Outbox outbox, CancellationToken cancellation)
    {
        var key = HubRows.Outbox(outbox.Key);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(outbox.From, key, ["Blob"], cancellation);
        await table.DeleteEntityAsync(outbox.From, key, ETag.All, cancellation);
        if (row.HasValue && PackedBytes.BlobOf(row.Value!) is { } blob)
            await blobs.GetBlobClient(blob).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    public async Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        List<InstanceRecord> found = [];
        var size = Math.Min(filter.Take, 1000);
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(HeadFilter.Of(filter), size, cancellationToken: cancellation))
            {
                var head = await heads.FromRowAsync(row, filter.WithTexts, cancellation);
                if (filter.Matches(head))
                    found.Add(head);
                if (found.Count == filter.Take)
                    break;
            }
        }
        catch (RequestFailedException deleted) when (deleted.ErrorCode == "TableNotFound")
        {
            // Somebody deleted the whole hub: nobody is in it.
        }

        return found;
    }

    public async Task PurgeAsync(InstanceRecord record, CancellationToken cancellation)
    {
        await rubbish.RemoveAllButHeadAsync(record.InstanceId, cancellation);
        await table.DeleteEntityAsync(record.InstanceId, HubRows.Head, HeadRow.Fence(record), cancellation);
    }

    public Task RemoveRubbishAsync(DateTimeOffset before, CancellationToken cancellation) => rubbish.RemoveUnnamedBlobsAsync(before, cancellation);

    public bool IsTransient(Exception exception) => StorageFaults.IsTransient(exception);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
