using Azure.Data.Tables;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>What the hub's rows say, heads apart: events, messages, outboxes.</summary>
internal sealed class HubContent(PackedBytes packed)
{
    public async Task<TableEntity> EventsRowAsync(
        string instanceId, string rowKey, IReadOnlyList<HistoryEvent> events, string folder, CancellationToken cancellation)
    {
        var row = new TableEntity(instanceId, rowKey);
        await packed.PutAsync(row, HistoryJson.ToBytes(events), folder, cancellation);
        return row;
    }

    public async Task<List<HistoryEvent>> EventsAsync(TableEntity row, CancellationToken cancellation) =>
        HistoryJson.FromBytes<List<HistoryEvent>>(await packed.GetAsync(row, cancellation));

    public async Task<TableEntity> MessageRowAsync(string instanceId, Message message, CancellationToken cancellation)
    {
        var row = new TableEntity(instanceId, HubRows.Message(message.Key!));
        if (message.ExecutionId is { } execution)
            row["ExecutionId"] = execution;
        if (message.Incarnation is { } incarnation)
            row["Incarnation"] = incarnation;
        await packed.PutAsync(row, HistoryJson.ToBytes(message.Event!), HubRows.Folder(instanceId) + "/messages", cancellation);
        return row;
    }

    public async Task<Message> MessageAsync(TableEntity row, CancellationToken cancellation) => new(
        row.RowKey[HubRows.MessagePrefix.Length..],
        HistoryJson.FromBytes<HistoryEvent>(await packed.GetAsync(row, cancellation)),
        row.GetString("ExecutionId"),
        row.GetInt64("Incarnation"));

    public async Task<TableEntity> OutboxRowAsync(Outbox outbox, CancellationToken cancellation)
    {
        var row = new TableEntity(outbox.From, HubRows.Outbox(outbox.Key));
        await packed.PutAsync(row, HistoryJson.ToBytes(outbox.Items), HubRows.OutboxFolder, cancellation);
        return row;
    }

    public async Task<Outbox> OutboxAsync(TableEntity row, CancellationToken cancellation) => new(
        row.PartitionKey,
        row.RowKey[HubRows.OutboxPrefix.Length..],
        HistoryJson.FromBytes<List<OutboxItem>>(await packed.GetAsync(row, cancellation)));
}
