using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>Writes and reads the head's row. Long texts go to blobs, once: a head that is written again names the same blob.</summary>
internal sealed class HeadRow(BlobContainerClient blobs, PackedBytes packed)
{
    // 32 KiB as UTF-16, half of what a column takes; five of them and the rest stay far below a megabyte.
    private const int LongestInRow = 16 * 1024;
    private const string CommitColumn = "Commit";

    public async Task<TableEntity> ToRowAsync(InstanceRecord head, string commit, CancellationToken cancellation)
    {
        var row = new TableEntity(head.InstanceId, HubRows.Head)
        {
            [CommitColumn] = commit,
            ["ExecutionId"] = head.ExecutionId,
            ["Incarnation"] = head.Incarnation,
            ["Generation"] = head.Generation,
            ["Segments"] = head.Segments,
            ["Name"] = head.Name,
            ["Status"] = head.Status.ToString(),
            ["Finished"] = head.IsFinished,
            ["CreatedAt"] = head.CreatedAt,
            ["LastUpdatedAt"] = head.LastUpdatedAt,
            ["OpenActivities"] = head.OpenActivities,
            ["HasBacklog"] = head.HasBacklog,
        };
        Put(row, "Version", head.Version);
        Put(row, "CompletedAt", head.CompletedAt);
        Put(row, "ScheduledStart", head.ScheduledStart);
        Put(row, "NextDue", head.NextDue);
        Put(row, "Parent", head.Parent is null ? null : HistoryJson.ToText(head.Parent));
        await PutAsync(row, "Tags", head.Tags is null ? null : new StoredText(HistoryJson.ToText(head.Tags)), head, cancellation);
        await PutAsync(row, "Input", head.Input, head, cancellation);
        await PutAsync(row, "Output", head.Output, head, cancellation);
        await PutAsync(row, "CustomStatus", head.CustomStatus, head, cancellation);
        await PutAsync(row, "Failure", head.Failure is null ? null : new StoredText(HistoryJson.ToText(head.Failure)), head, cancellation);
        return row;
    }

    public async Task<InstanceRecord> FromRowAsync(TableEntity row, bool withTexts, CancellationToken cancellation)
    {
        var failure = await TextAsync(row, "Failure", withTexts: true, cancellation);
        var tags = await TextAsync(row, "Tags", withTexts: true, cancellation);
        return new InstanceRecord
        {
            InstanceId = row.PartitionKey,
            ExecutionId = row.GetString("ExecutionId"),
            Incarnation = row.GetInt64("Incarnation") ?? throw Damaged(row),
            Generation = row.GetInt32("Generation") ?? throw Damaged(row),
            Segments = row.GetInt32("Segments") ?? throw Damaged(row),
            Name = row.GetString("Name"),
            Version = row.GetString("Version"),
            Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString("Status")),
            CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? throw Damaged(row),
            LastUpdatedAt = row.GetDateTimeOffset("LastUpdatedAt") ?? throw Damaged(row),
            CompletedAt = row.GetDateTimeOffset("CompletedAt"),
            ScheduledStart = row.GetDateTimeOffset("ScheduledStart"),
            NextDue = row.GetDateTimeOffset("NextDue"),
            OpenActivities = row.GetInt32("OpenActivities") ?? 0,
            HasBacklog = row.GetBoolean("HasBacklog") ?? false,
            Parent = row.GetString("Parent") is { } parent ? HistoryJson.FromText<ParentLink>(parent) : null,
            Tags = tags?.Text is { } text ? HistoryJson.FromText<Dictionary<string, string>>(text) : null,
            Input = await TextAsync(row, "Input", withTexts, cancellation),
            Output = await TextAsync(row, "Output", withTexts, cancellation),
            CustomStatus = await TextAsync(row, "CustomStatus", withTexts, cancellation),
            Failure = failure?.Text is { } details ? HistoryJson.FromText<Failure>(details) : null,
            ETag = row.ETag.ToString(),
        };
    }

    /// <summary>Which commit wrote the row: tells a repeated commit that it had succeeded.</summary>
    public static string? CommitOf(TableEntity row) => row.GetString(CommitColumn);

    /// <summary>What a change of the head is fenced by.</summary>
    public static ETag Fence(InstanceRecord head) =>
        new(head.ETag ?? throw new InvalidOperationException($"Instance '{head.InstanceId}' was never stored."));

    /// <summary>The row, or null.</summary>
    public static async Task<TableEntity?> FindAsync(TableClient table, string instanceId, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(instanceId, HubRows.Head, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static void Put(TableEntity row, string column, object? value)
    {
        if (value is not null)
            row[column] = value;
    }

    private async Task PutAsync(TableEntity row, string column, StoredText? value, InstanceRecord head, CancellationToken cancellation)
    {
        if (value is null)
            return;
        if (value.Blob is null && value.Text is { Length: > LongestInRow } text)
        {
            var name = HubRows.Folder(head) + "/" + Guid.NewGuid().ToString("N");
            await blobs.GetBlobClient(name).UploadAsync(new BinaryData(text), cancellation);
            value.Blob = name;
        }

        if (value.Blob is { } blob)
            row[column + "Blob"] = blob;
        else
            row[column] = value.Text;
    }

    private async Task<StoredText?> TextAsync(TableEntity row, string column, bool withTexts, CancellationToken cancellation)
    {
        if (row.GetString(column) is { } text)
            return new StoredText(text);
        if (row.GetString(column + "Blob") is not { } blob)
            return null;
        return new StoredText(withTexts ? Encoding.UTF8.GetString(await packed.DownloadAsync(blob, cancellation)) : null, blob);
    }

    private static InvalidDataException Damaged(TableEntity row) => new($"The head of instance '{row.PartitionKey}' lacks a column.");
}
