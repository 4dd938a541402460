using Azure.Data.Tables;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>A query for heads in the language of the table service.</summary>
internal static class HeadFilter
{
    public static string Of(InstanceFilter filter)
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
}
