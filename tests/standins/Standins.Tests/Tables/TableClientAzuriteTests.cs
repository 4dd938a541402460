using Azure.Data.Tables;
using LipServerless.Testing;

namespace LipServerless.Standins.Tests.Tables;

public sealed class TableClientAzuriteTests : IAsyncLifetime
{
    private readonly TableClient table = new(AzuriteFixture.Shared.ConnectionString, AzuriteFixture.NewTablePrefix());

    public Task InitializeAsync() => table.CreateAsync();

    public Task DisposeAsync() => table.DeleteAsync();

    [Fact]
    public async Task AddEntity_EveryType_ComesBackAsWritten()
    {
        var id = Guid.NewGuid();
        var instant = new DateTimeOffset(2026, 3, 29, 1, 59, 59, 999, TimeSpan.Zero).AddTicks(1234);
        var row = new TableEntity("p", "r")
        {
            ["Text"] = "a\r\n--changeset_x\r\nPOST x HTTP/1.1 'ä😀",
            ["Int"] = 5,
            ["Long"] = 5L,
            ["Big"] = 9007199254740993L,
            ["Double"] = 2.0,
            ["NaN"] = double.NaN,
            ["Down"] = double.NegativeInfinity,
            ["Bool"] = true,
            ["Guid"] = id,
            ["Instant"] = instant,
            ["Bytes"] = new byte[] { 0, 255 },
            ["Null"] = null!,
        };

        await table.AddEntityAsync(row);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(row.GetString("Text"), read.GetString("Text"));
        Assert.Equal(5, read.GetInt32("Int"));
        Assert.Equal(5L, read.GetInt64("Long"));
        Assert.Equal(9007199254740993L, read.GetInt64("Big"));
        Assert.Equal(2.0, read.GetDouble("Double"));
        Assert.Equal(double.NaN, read.GetDouble("NaN"));
        Assert.Equal(double.NegativeInfinity, read.GetDouble("Down"));
        Assert.True(read.GetBoolean("Bool"));
        Assert.Equal(id, read.GetGuid("Guid"));
        Assert.Equal(instant, read.GetDateTimeOffset("Instant"));
        Assert.Equal([0, 255], read.GetBinary("Bytes"));
        Assert.False(read.ContainsKey("Null"));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
    }
}
