#nullable enable
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Queries;

namespace Azure.Data.Tables.Wire;

/// <summary>Whole tables: create, delete, list.</summary>
internal static class TableOperations
{
    public static async Task<Response<TableItem>> CreateAsync(TablesWire wire, string table, bool async, CancellationToken cancellationToken)
    {
        var message = CreateMessage(wire, table);
        var response = await wire.SendAsync(message, async, cancellationToken, 201, 204).ConfigureAwait(false);
        return Response.FromValue(new TableItem(table), response);
    }

    /// <summary>A table that exists is no error; one that is being deleted is.</summary>
    public static async Task<Response<TableItem>> CreateIfNotExistsAsync(TablesWire wire, string table, bool async, CancellationToken cancellationToken)
    {
        var message = CreateMessage(wire, table);
        var response = await wire.SendAsync(message, async, cancellationToken, 201, 204, 409).ConfigureAwait(false);
        if (response.Status == 409 && !(TablesErrorParser.Instance.TryParse(response, out var error, out _) && error?.Code == TableErrorCode.TableAlreadyExists))
            throw new RequestFailedException(response, null, TablesErrorParser.Instance);
        return Response.FromValue(new TableItem(table), response);
    }

    public static Task<Response> DeleteAsync(TablesWire wire, string table, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        return wire.SendAsync(wire.Message(RequestMethod.Delete, EntityPath.Table(table)), async, cancellationToken, 204, 404);
    }

    public static FetchPage<TableItem> Pages(TablesWire wire, string? filter) => async (token, rows, async, cancellationToken) =>
    {
        QueryLimits.Check(filter, rows);
        var message = wire.Message(RequestMethod.Get, EntityPath.Tables, ("$filter", Blank(filter)), ("$top", Text(rows)), ("NextTableName", token));
        var response = await wire.SendAsync(message, async, cancellationToken, 200).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content);
        var items = document.RootElement.GetProperty("value").EnumerateArray().Select(t => new TableItem(t.GetProperty("TableName").GetString())).ToList();
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(items, next, response);
    };

    /// <summary>An empty filter is no filter.</summary>
    public static string? Blank(string? filter) => string.IsNullOrEmpty(filter) ? null : filter;

    public static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static HttpMessage CreateMessage(TablesWire wire, string table)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        var message = wire.Message(RequestMethod.Post, EntityPath.Tables);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        return message;
    }
}
