using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>A hub in one table, with a blob container for what is too long for rows. See <see cref="HubRows"/>.</summary>
internal sealed class TableHubStore : IHubStore
{
    private const int LargestTransaction = 100;
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey", "Incarnation", "Blob"];

    private readonly TableClient table;
    private readonly BlobContainerClient blobs;
    private readonly PackedBytes packed;
    private readonly HeadRow heads;

    public TableHubStore(TableClient table, BlobContainerClient blobs)
    {
        this.table = table;
        this.blobs = blobs;
        packed = new PackedBytes(blobs);
        heads = new HeadRow(blobs, packed);
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
                'm' => new FoundAtStart(row.PartitionKey, Message: await MessageAsync(row, cancellation)),
                'o' => new FoundAtStart(row.PartitionKey, Outbox: await OutboxAsync(row, cancellation)),
                _ => new FoundAtStart(row.PartitionKey, await heads.FromRowAsync(row, withTexts: false, cancellation)),
            };
        }
    }

    public async Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation) =>
        await HeadAsync(instanceId, cancellation) is { } row ? await heads.FromRowAsync(row, withTexts, cancellation) : null;

    public async Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        await foreach (var row in table.QueryAsync<TableEntity>(Partition(instanceId), cancellationToken: cancellation))
            rows.Add(row);
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
                history.AddRange(await EventsAsync(row, cancellation));
            else if (row.RowKey == backlogKey)
                backlog = await EventsAsync(row, cancellation);
            else if (row.RowKey.StartsWith(HubRows.MessagePrefix, StringComparison.Ordinal))
                messages.Add(await MessageAsync(row, cancellation));
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
                : await table.UpdateEntityAsync(row, Fence(replaced), TableUpdateMode.Replace, cancellation);
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
            var found = await HeadAsync(record.InstanceId, cancellation);
            if (found is null || HeadRow.CommitOf(found) != record.ExecutionId)
                return null;
            tag = found.ETag;
        }

        if (replaced is not null)
            await CleanAsync(record, cancellation);
        return record with { ETag = tag.ToString() };
    }

    public async Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        var row = new TableEntity(instanceId, HubRows.Message(message.Key!));
        if (message.ExecutionId is { } execution)
            row["ExecutionId"] = execution;
        if (message.Incarnation is { } incarnation)
            row["Incarnation"] = incarnation;
        await packed.PutAsync(row, HistoryJson.ToBytes(message.Event!), HubRows.Folder(instanceId) + "/messages", cancellation);
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

    public async Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation)
    {
        var before = commit.Before;
        var after = commit.After;
        var id = after.InstanceId;
        var folder = HubRows.Folder(after);
        var segment = commit.ReplacesHistory ? 0 : before.Segments;
        List<TableTransactionAction> rows = [];
        if (commit.Append.Count > 0)
        {
            after = after with { Segments = segment + 1 };
            var history = new TableEntity(id, HubRows.History(after.Generation, segment));
            await packed.PutAsync(history, HistoryJson.ToBytes(commit.Append), folder, cancellation);
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, history));
        }

        if (commit.Backlog.Count > 0)
        {
            var backlog = new TableEntity(id, HubRows.Backlog(after.Generation));
            await packed.PutAsync(backlog, HistoryJson.ToBytes(commit.Backlog), folder, cancellation);
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, backlog));
        }

        if (before.HasBacklog && !commit.KeepsBacklog && (commit.ReplacesHistory || commit.Backlog.Count == 0))
            rows.Add(Delete(id, HubRows.Backlog(before.Generation)));
        if (commit.Outbox is { } outbox)
        {
            var row = new TableEntity(id, HubRows.Outbox(outbox.Key));
            await packed.PutAsync(row, HistoryJson.ToBytes(outbox.Items), HubRows.OutboxFolder, cancellation);
            rows.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
        }

        rows.AddRange(commit.Consumed.Select(key => Delete(id, HubRows.Message(key))));
        List<string> rubbish = commit.ReplacesHistory
            ? [.. Enumerable.Range(0, before.Segments).Select(old => HubRows.History(before.Generation, old))]
            : [];
        var nowGone = rubbish.Take(LargestTransaction - 1 - rows.Count).ToList();
        rows.AddRange(nowGone.Select(key => Delete(id, key)));

        var headRow = await heads.ToRowAsync(after, commit.Stamp, cancellation);
        rows.Insert(0, new TableTransactionAction(TableTransactionActionType.UpdateReplace, headRow, Fence(before)));
        var tag = await SubmitAsync(id, commit.Stamp, Fence(before), rows, cancellation);
        await DeleteAsync(id, rubbish.Skip(nowGone.Count), cancellation);
        return after with { ETag = tag.ToString() };
    }

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
        await foreach (var row in table.QueryAsync<TableEntity>(HeadFilter(filter), size, cancellationToken: cancellation))
        {
            var head = await heads.FromRowAsync(row, filter.WithTexts, cancellation);
            if (filter.Matches(head))
                found.Add(head);
            if (found.Count == filter.Take)
                break;
        }

        return found;
    }

    public async Task PurgeAsync(InstanceRecord record, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(Partition(record.InstanceId), select: KeysOnly, cancellationToken: cancellation))
        {
            // An outbox is a promise to others; it outlives its sender.
            if (row.RowKey != HubRows.Head && !row.RowKey.StartsWith(HubRows.OutboxPrefix, StringComparison.Ordinal))
                keys.Add(row.RowKey);
        }

        await DeleteAsync(record.InstanceId, keys, cancellation);
        await DeleteBlobsAsync(HubRows.Folder(record.InstanceId) + "/", keep: null, cancellation);
        await table.DeleteEntityAsync(record.InstanceId, HubRows.Head, Fence(record), cancellation);
    }

    public bool IsTransient(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        HttpRequestException or IOException or SocketException or OperationCanceledException => true,
        AggregateException several => several.InnerExceptions.All(IsTransient),
        _ => false,
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ETag Fence(InstanceRecord head) =>
        new(head.ETag ?? throw new InvalidOperationException($"Instance '{head.InstanceId}' was never stored."));

    private static string Partition(string instanceId) => TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");

    private static TableTransactionAction Delete(string instanceId, string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(instanceId, rowKey), ETag.All);

    private static string HeadFilter(InstanceFilter filter)
    {
        List<string> terms = [$"RowKey eq '{HubRows.Head}'"];
        if (filter.After is { } after)
            terms.Add(TableClient.CreateQueryFilter($"PartitionKey gt {after}"));
        if (filter.Prefix is { Length: > 0 } prefix)
        {
            terms.Add(TableClient.CreateQueryFilter($"PartitionKey ge {prefix}"));
            if (HubRows.End(prefix) is { } end)
                terms.Add(TableClient.CreateQueryFilter($"PartitionKey lt {end}"));
        }

        // Azurite compares instants by milliseconds, so the exact comparison is repeated on what comes back.
        if (filter.CreatedFrom is { } from)
            terms.Add(TableClient.CreateQueryFilter($"CreatedAt ge {from}"));
        if (filter.CreatedTo is { } to)
            terms.Add(TableClient.CreateQueryFilter($"CreatedAt le {to}"));
        if (filter.CompletedFrom is { } completedFrom)
            terms.Add(TableClient.CreateQueryFilter($"CompletedAt ge {completedFrom}"));
        if (filter.CompletedTo is { } completedTo)
            terms.Add(TableClient.CreateQueryFilter($"CompletedAt le {completedTo}"));
        if (filter.Statuses is { Count: > 0 } statuses)
            terms.Add("(" + string.Join(" or ", statuses.Select(status => TableClient.CreateQueryFilter($"Status eq {status.ToString()}"))) + ")");
        return string.Join(" and ", terms);
    }

    private async Task<TableEntity?> HeadAsync(string instanceId, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(instanceId, HubRows.Head, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Submits; a refusal after a lost answer is told from a real one by the stamp on the head.</summary>
    private async Task<ETag> SubmitAsync(
        string instanceId, string stamp, ETag fence, List<TableTransactionAction> rows, CancellationToken cancellation)
    {
        try
        {
            var answer = await table.SubmitTransactionAsync(rows, cancellation);
            return answer.Value[0].Headers.ETag ?? throw new InvalidDataException("The table service answered a commit without an ETag.");
        }
        catch (RequestFailedException refused) when (refused.Status is 404 or 409 or 412)
        {
            var head = await HeadAsync(instanceId, cancellation) ?? throw new InstanceGoneException(instanceId);
            if (HeadRow.CommitOf(head) == stamp)
                return head.ETag;
            if (head.ETag != fence)
                throw new FencedException(instanceId);
            throw;
        }
    }

    private async Task<List<HistoryEvent>> EventsAsync(TableEntity row, CancellationToken cancellation) =>
        HistoryJson.FromBytes<List<HistoryEvent>>(await packed.GetAsync(row, cancellation));

    private async Task<Message> MessageAsync(TableEntity row, CancellationToken cancellation) => new(
        row.RowKey[HubRows.MessagePrefix.Length..],
        HistoryJson.FromBytes<HistoryEvent>(await packed.GetAsync(row, cancellation)),
        row.GetString("ExecutionId"),
        row.GetInt64("Incarnation"));

    private async Task<Outbox> OutboxAsync(TableEntity row, CancellationToken cancellation) => new(
        row.PartitionKey,
        row.RowKey[HubRows.OutboxPrefix.Length..],
        HistoryJson.FromBytes<List<OutboxItem>>(await packed.GetAsync(row, cancellation)));

    /// <summary>Removes what earlier incarnations left.</summary>
    private async Task CleanAsync(InstanceRecord current, CancellationToken cancellation)
    {
        List<string> old = [];
        await foreach (var row in table.QueryAsync<TableEntity>(Partition(current.InstanceId), select: KeysOnly, cancellationToken: cancellation))
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

        await DeleteAsync(current.InstanceId, old, cancellation);
        await DeleteBlobsAsync(HubRows.Folder(current.InstanceId) + "/", HubRows.Folder(current) + "/", cancellation);
    }

    private async Task DeleteAsync(string instanceId, IEnumerable<string> keys, CancellationToken cancellation)
    {
        foreach (var some in keys.Chunk(LargestTransaction))
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

    private async Task DeleteBlobsAsync(string folder, string? keep, CancellationToken cancellation)
    {
        await foreach (var blob in blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, cancellation))
        {
            if (keep is null || !blob.Name.StartsWith(keep, StringComparison.Ordinal))
                await blobs.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
    }
}

/// <summary>The instance was removed while it had a turn: there is nothing left to run.</summary>
internal sealed class InstanceGoneException(string instanceId) : Exception($"Instance '{instanceId}' was removed from the task hub.");
