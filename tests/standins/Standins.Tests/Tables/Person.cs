using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace LipServerless.Standins.Tests.Tables;

/// <summary>A row as a class.</summary>
internal sealed class Person : ITableEntity
{
    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Name { get; set; }

    public int Age { get; set; }

    public long? Big { get; set; }

    public double Weight { get; init; }

    public bool Active { get; set; }

    public Guid? Id { get; set; }

    public DateTimeOffset Born { get; set; } = new(1999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTime? Seen { get; set; }

    public byte[]? Photo { get; set; }

    public BinaryData? Scan { get; set; }

    public DayOfWeek Day { get; set; }

    [DataMember(Name = "renamed")]
    public string? Renamed { get; set; }

    [IgnoreDataMember]
    public string Secret { get; set; } = "default";

    public string Shout => $"{Name}!";
}
