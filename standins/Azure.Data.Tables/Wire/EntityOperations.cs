#nullable enable
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables.Wire;

/// <summary>The entities of one table.</summary>
internal sealed class EntityOperations(TablesWire wire, string table)
{
    public Task<Response> AddAsync(ITableEntity entity, bool async, CancellationToken cancellationToken)
    {
        CheckKeys(entity);
        var message = wire.Message(RequestMethod.Post, EntityPath.Set(table));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        PutBody(message, entity);
        return wire.SendAsync(message, async, cancellationToken, 201, 204);
    }

    public Task<Response> UpsertAsync(ITableEntity entity, TableUpdateMode mode, bool async, CancellationToken cancellationToken) =>
        WriteAsync(entity, null, mode, async, cancellationToken);

    public Task<Response> UpdateAsync(ITableEntity entity, ETag ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellationToken) =>
        ifMatch == default
            ? throw new ArgumentException("An update needs the ETag that was read, or ETag.All.", nameof(ifMatch))
            : WriteAsync(entity, ifMatch, mode, async, cancellationToken);

    /// <summary>204 and 404 are both returned: the row is gone either way.</summary>
    public Task<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellationToken)
    {
        CheckKeys(partitionKey, rowKey);
        var message = wire.Message(RequestMethod.Delete, EntityPath.Entity(table, partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString("H"));
        return wire.SendAsync(message, async, cancellationToken, 204, 404);
    }

    public async Task<Response<T>> GetAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var response = await wire.SendAsync(GetMessage(partitionKey, rowKey, select), async, cancellationToken, 200).ConfigureAwait(false);
        return Response.FromValue(ReadOne<T>(response), response);
    }

    public async Task<NullableResponse<T>> GetIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var response = await wire.SendAsync(GetMessage(partitionKey, rowKey, select), async, cancellationToken, 200, 404).ConfigureAwait(false);
        return response.Status == 404 ? new NoValue<T>(response) : Response.FromValue(ReadOne<T>(response), response);
    }

    public FetchPage<T> Pages<T>(string? filter, IEnumerable<string>? select)
        where T : class, ITableEntity => async (token, rows, async, cancellationToken) =>
    {
        QueryLimits.Check(filter, rows);

        // Keys hold no control characters and arrive encoded, so that one space can part the two.
        var parts = token?.Split(' ', 2);
        var message = wire.Message(
            RequestMethod.Get,
            EntityPath.Query(table),
            ("$filter", TableOperations.Blank(filter)),
            ("$top", TableOperations.Text(rows)),
            ("$select", Columns(select)),
            ("NextPartitionKey", parts?[0]),
            ("NextRowKey", parts is [_, { Length: > 0 } row] ? row : null));
        var response = await wire.SendAsync(message, async, cancellationToken, 200).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content);
        var values = document.RootElement.GetProperty("value").EnumerateArray().Select(EntityJson.Read<T>).ToList();
        return Page<T>.FromValues(values, NextToken(response), response);
    };

    public async Task<Response<IReadOnlyList<Response>>> SubmitAsync(IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        var batch = $"batch_{Guid.NewGuid():D}";
        var body = TransactionBody.Write(table, wire.Endpoint, actions.ToList(), batch, $"changeset_{Guid.NewGuid():D}");
        var message = wire.Message(RequestMethod.Post, "$batch");
        message.Request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={batch}");
        message.Request.Content = RequestContent.Create(body);
        var response = await wire.SendAsync(message, async, cancellationToken, 202).ConfigureAwait(false);

        // 202 says only that the parts can be read: a refusal is in there.
        var parts = TransactionAnswer.Parts(response);
        if (parts.Find(p => p.IsError) is { } refused)
            throw new TableTransactionFailedException(new RequestFailedException(refused, null, TablesErrorParser.Instance));
        return parts.Count > 0
            ? Response.FromValue<IReadOnlyList<Response>>(parts, response)
            : throw new RequestFailedException(response.Status, "The answer to the transaction holds no part that can be read.");
    }

    private static void CheckKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey, nameof(entity.PartitionKey));
        ArgumentNullException.ThrowIfNull(entity.RowKey, nameof(entity.RowKey));
    }

    private static void CheckKeys(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        EntityLimits.CheckKey("PartitionKey", partitionKey);
        EntityLimits.CheckKey("RowKey", rowKey);
    }

    private static void PutBody(HttpMessage message, ITableEntity entity)
    {
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(EntityJson.Write(entity));
    }

    private static string? Columns(IEnumerable<string>? select) => select is null ? null : TableOperations.Blank(string.Join(',', select));

    private static T ReadOne<T>(Response response)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(response.Content);
        return EntityJson.Read<T>(document.RootElement);
    }

    private static string? NextToken(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition) || string.IsNullOrEmpty(partition))
            return null;
        return response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) ? $"{partition} {row}" : partition;
    }

    private Task<Response> WriteAsync(ITableEntity entity, ETag? ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellationToken)
    {
        CheckKeys(entity);
        var merge = mode switch
        {
            TableUpdateMode.Merge => true,
            TableUpdateMode.Replace => false,
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };
        var method = !merge ? RequestMethod.Put : wire.MergeByPost ? RequestMethod.Post : RequestMethod.Patch;
        var message = wire.Message(method, EntityPath.Entity(table, entity.PartitionKey, entity.RowKey));
        if (merge && wire.MergeByPost)
            message.Request.Headers.SetValue("X-HTTP-Method", "MERGE");
        if (ifMatch is { } etag)
            message.Request.Headers.SetValue("If-Match", etag.ToString("H"));
        PutBody(message, entity);
        return wire.SendAsync(message, async, cancellationToken, 204);
    }

    private HttpMessage GetMessage(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        CheckKeys(partitionKey, rowKey);
        return wire.Message(RequestMethod.Get, EntityPath.Entity(table, partitionKey, rowKey), ("$select", Columns(select)));
    }
}
