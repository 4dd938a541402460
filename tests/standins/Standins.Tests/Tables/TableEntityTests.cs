using Azure;
using Azure.Data.Tables;

namespace LipServerless.Standins.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void Indexer_IntIntoLongOrDouble_KeepsTheType()
    {
        var row = new TableEntity("p", "r") { ["L"] = 1L, ["D"] = 1.5, ["I"] = 1 };

        row["L"] = 2;
        row["D"] = 2;
        row["I"] = "text";

        Assert.Equal((2L, 2.0, "text"), (row.GetInt64("L"), row.GetDouble("D"), row.GetString("I")));
    }

    [Fact]
    public void Getters_OfInstantsAndBytes_ConvertAsThePackageDoes()
    {
        var instant = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(1));
        var row = new TableEntity { ["O"] = instant, ["D"] = instant.UtcDateTime, ["B"] = new byte[] { 7 } };

        Assert.Equal(instant.UtcDateTime, row.GetDateTime("O"));
        Assert.Equal(instant, row.GetDateTimeOffset("D"));
        Assert.Equal([7], row.GetBinaryData("B").ToArray());
        Assert.Throws<InvalidOperationException>(() => row.GetInt32("O"));
    }

    [Fact]
    public void Entries_OfADictionary_AreKeysAndPropertiesAlike()
    {
        var row = new TableEntity(new Dictionary<string, object> { ["PartitionKey"] = "p", ["RowKey"] = "r", ["odata.etag"] = "W/\"x\"", ["V"] = 1 });

        Assert.Equal(("p", "r", new ETag("W/\"x\"")), (row.PartitionKey, row.RowKey, row.ETag));
        Assert.Equal(4, row.Count);
        Assert.True(row.Remove("V"));
        Assert.Null(row["V"]);
        Assert.Equal(default, new TableEntity("p", "r").ETag);
    }
}
