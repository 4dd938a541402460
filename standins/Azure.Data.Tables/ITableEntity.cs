namespace Azure.Data.Tables;

public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Set by the service; what a caller puts here is never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
