#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Resource paths of the protocol, percent-encoded.</summary>
internal static class EntityPath
{
    public const string Tables = "Tables";

    public static string Table(string table) => $"Tables('{Escape(table)}')";

    public static string Set(string table) => Uri.EscapeDataString(table);

    public static string Query(string table) => $"{Set(table)}()";

    public static string Entity(string table, string partitionKey, string rowKey) =>
        $"{Set(table)}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    // Quotes are doubled first: that is the OData literal; then all is made fit for an address.
    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
