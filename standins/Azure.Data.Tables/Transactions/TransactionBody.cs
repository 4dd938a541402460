#nullable enable
using System.Text;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Transactions;

/// <summary>An entity group transaction as one multipart body, after the cloud's rules have been checked.</summary>
internal static class TransactionBody
{
    private const int MostOperations = 100;
    private const int MostBytes = 4 * 1024 * 1024;

    /// <exception cref="TableTransactionFailedException">A rule is broken; names the operation.</exception>
    /// <exception cref="RequestFailedException">413: the body is larger than 4 MiB.</exception>
    public static byte[] Write(string table, Uri endpoint, IReadOnlyList<TableTransactionAction> actions, string batch, string changeSet)
    {
        CheckRules(actions);
        var root = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        using var body = new MemoryStream();
        void Line(string text = "") => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));

        Line($"--{batch}");
        Line($"Content-Type: multipart/mixed; boundary={changeSet}");
        Line();
        for (var i = 0; i < actions.Count; i++)
        {
            Line($"--{changeSet}");
            Line("Content-Type: application/http");
            Line("Content-Transfer-Encoding: binary");
            Line();
            try
            {
                WriteOperation(table, root, actions[i], Line, body);
            }
            catch (RequestFailedException refusal)
            {
                throw Refusal.Transaction(i, refusal);
            }
        }

        Line($"--{changeSet}--");
        Line($"--{batch}--");
        return body.Length <= MostBytes
            ? body.ToArray()
            : throw Refusal.TooLarge($"The transaction takes {body.Length} bytes; {MostBytes} are allowed.");
    }

    private static void WriteOperation(string table, string root, TableTransactionAction action, Action<string> line, Stream body)
    {
        var entity = action.Entity;
        var path = action.ActionType == TableTransactionActionType.Add
            ? EntityPath.Set(table)
            : EntityPath.Entity(table, entity.PartitionKey, entity.RowKey);
        line($"{Verb(action.ActionType)} {root}/{path} HTTP/1.1");
        line("Accept: application/json;odata=minimalmetadata");
        line("DataServiceVersion: 3.0");
        if (action.ActionType == TableTransactionActionType.Add)
            line("Prefer: return-no-content");
        if (IfMatch(action) is { } etag)
            line($"If-Match: {etag}");
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            EntityLimits.CheckKey("PartitionKey", entity.PartitionKey);
            EntityLimits.CheckKey("RowKey", entity.RowKey);
            line("");
        }
        else
        {
            line("Content-Type: application/json");
            line("");
            body.Write(EntityJson.Write(entity).Span);
        }

        line("");
    }

    private static string Verb(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.Delete => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // An update without ETag carries no If-Match and so becomes an upsert: the package's behaviour.
    private static string? IfMatch(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => (action.ETag == default ? ETag.All : action.ETag).ToString("H"),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default => action.ETag.ToString("H"),
        _ => null,
    };

    private static void CheckRules(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
            throw new InvalidOperationException("A transaction needs at least one operation.");
        if (actions.Count > MostOperations)
        {
            throw Refusal.Transaction(MostOperations, Refusal.BadRequest(
                "InvalidInput", $"A transaction holds at most {MostOperations} operations; this one has {actions.Count}."));
        }

        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(actions[i].Entity?.PartitionKey, "PartitionKey");
            ArgumentNullException.ThrowIfNull(actions[i].Entity.RowKey, "RowKey");
            if (actions[i].Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw Refusal.Transaction(i, Refusal.BadRequest(
                    "CommandsInBatchActOnDifferentPartitions", "All operations of a transaction must name the same PartitionKey."));
            }

            if (!rows.Add(actions[i].Entity.RowKey))
                throw Refusal.Transaction(i, Refusal.BadRequest("InvalidDuplicateRow", "A row may occur only once in a transaction."));
        }
    }
}
