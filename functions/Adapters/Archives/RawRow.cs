using Azure.Data.Tables;
using LipServerless.Adapters.Tables;

namespace LipServerless.Adapters.Archives;

/// <summary>A row as its JSON, checked to be nothing else: a column that no archive holds would be lost without a word.</summary>
internal static class RawRow
{
    private static readonly string[] OfTheService = ["odata.etag", "PartitionKey", "RowKey", "Timestamp"];

    /// <summary>The row's JSON.</summary>
    /// <exception cref="InvalidDataException">The row has other columns.</exception>
    public static string JsonOf(TableEntity row)
    {
        var json = RowCodec.ReadJson(row);
        var columns = RowCodec.Row(row.PartitionKey, row.RowKey, json);
        return row.Keys.Except(OfTheService, StringComparer.Ordinal).FirstOrDefault(column => !columns.ContainsKey(column)) is { } unknown
            ? throw new InvalidDataException($"Row '{row.RowKey}' has a column '{unknown}' that archives do not hold.")
            : json;
    }
}
