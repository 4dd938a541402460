using Azure;
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
        Assert.Throws<InvalidOperationException>(() => read.GetInt32("Long"));
        Assert.Null(read.GetString("Missing"));
    }

    [Fact]
    public async Task AddEntity_OfAClass_ComesBackAsWritten()
    {
        var person = new Person
        {
            Name = "Ä",
            Age = 3,
            Big = long.MaxValue,
            Weight = 1e5,
            Active = true,
            Id = Guid.NewGuid(),
            Seen = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            Photo = [1, 2],
            Scan = BinaryData.FromString("x"),
            Day = DayOfWeek.Tuesday,
            Renamed = "new",
            Secret = "kept here",
        };

        await table.AddEntityAsync(person);

        var read = (await table.GetEntityAsync<Person>("p", "r")).Value;
        Assert.Equal(
            (person.Name, person.Age, person.Big, person.Weight, person.Active, person.Id, person.Born, person.Seen, person.Day, person.Renamed),
            (read.Name, read.Age, read.Big, read.Weight, read.Active, read.Id, read.Born, read.Seen, read.Day, read.Renamed));
        Assert.Equal(DateTimeKind.Utc, read.Seen!.Value.Kind);
        Assert.Equal([1, 2], read.Photo);
        Assert.Equal("x", read.Scan!.ToString());
        Assert.Equal("default", read.Secret);
        Assert.NotEqual(default, read.ETag);

        var raw = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(("Tuesday", "new", "Ä!"), (raw.GetString("Day"), raw.GetString("renamed"), raw.GetString("Shout")));
        Assert.False(raw.ContainsKey("Secret"));
    }

    [Fact]
    public async Task GetEntity_EnumNameOfALaterVersion_KeepsTheDefault()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Day"] = "Doomsday" });

        Assert.Equal(DayOfWeek.Sunday, (await table.GetEntityAsync<Person>("p", "r")).Value.Day);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a'b''c%+\"&,:;(){}=@~|")]
    [InlineData("%2F%27")]
    [InlineData("äöü 😀 ß")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Keys_WithAwkwardCharacters_RoundTripEverywhere(string key)
    {
        await table.AddEntityAsync(new TableEntity(key, key) { ["V"] = 1 });

        var read = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
        Assert.Equal(key, read.RowKey);
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["V"] = 2 }, read.ETag);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateMerge, new TableEntity(key, key) { ["W"] = 3 }, ETag.All)]);
        var found = Assert.Single(table.Query<TableEntity>(e => e.PartitionKey == key && e.RowKey == key));
        Assert.Equal((2, 3), (found.GetInt32("V"), found.GetInt32("W")));
        Assert.Equal(204, (await table.DeleteEntityAsync(key, key, found.ETag)).Status);
    }

    [Fact]
    public async Task AddEntity_Twice_IsAConflict()
    {
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((409, "EntityAlreadyExists"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task Merge_KeepsWhatReplaceDrops()
    {
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2, ["A"] = null! });
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_StaleETag_IsRefusedAndFreshOneTaken(TableUpdateMode mode)
    {
        var first = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["V"] = 1 }, first, mode)).Headers.ETag!.Value;

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), first, mode));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (refused.Status, refused.ErrorCode));
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag);
    }

    [Fact]
    public async Task UpdateEntity_MissingRow_IsNotFound()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal((404, "ResourceNotFound"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task DeleteEntity_MissingRowOrStaleETag_IsNoErrorOrRefused()
    {
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
        var stale = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["V"] = 1 });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", stale));

        Assert.Equal(412, refused.Status);
        Assert.Equal(204, table.DeleteEntity(new TableEntity("p", "r")).Status);
    }

    [Fact]
    public async Task GetEntity_Missing_ThrowsOrHasNoValue()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var nothing = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal((404, "ResourceNotFound"), (refused.Status, refused.ErrorCode));
        Assert.False(nothing.HasValue);
        Assert.Throws<InvalidOperationException>(() => nothing.Value);
    }

    [Fact]
    public async Task GetEntity_WithSelect_BringsTheseColumns()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", ["B"])).Value;

        Assert.Equal((null, 2), (read.GetInt32("A"), read.GetInt32("B")));
    }

    [Fact]
    public async Task Query_ManyRows_ArrivesInPagesInOrder()
    {
        await table.SubmitTransactionAsync(Enumerable.Range(0, 95).Select(i => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", $"r{i:000}") { ["V"] = i, ["L"] = (long)i })));

        var pages = new List<int>();
        var rows = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>(e => e.PartitionKey == "p" && (long)e["L"] >= 10L, maxPerPage: 40).AsPages())
        {
            pages.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(v => v.RowKey));
        }

        Assert.Equal([40, 40, 5], pages);
        Assert.Equal(Enumerable.Range(10, 85).Select(i => $"r{i:000}"), rows);
        Assert.Equal(3, table.Query<TableEntity>("RowKey ge 'r01' and RowKey lt 'r013'").Count());
    }

    [Fact]
    public async Task Query_CancelledWhileReading_Stops()
    {
        await table.AddEntityAsync(new TableEntity("p", "r"));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in table.QueryAsync<TableEntity>().WithCancellation(stop.Token))
                Assert.Fail(row.RowKey);
        });
    }

    [Fact]
    public async Task Tables_CreateListDelete_BehaveAsTheService()
    {
        var service = new TableServiceClient(AzuriteFixture.Shared.ConnectionString);
        var name = AzuriteFixture.NewTablePrefix();

        await service.CreateTableIfNotExistsAsync(name);
        await service.CreateTableIfNotExistsAsync(name);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));

        Assert.Equal((409, "TableAlreadyExists"), (refused.Status, refused.ErrorCode));
        Assert.Equal(name, Assert.Single(service.Query(TableServiceClient.CreateQueryFilter($"TableName eq {name}"))).Name);
        Assert.Equal(204, (await service.DeleteTableAsync(name)).Status);
        Assert.Equal(404, service.DeleteTable(name).Status);
        var gone = await Assert.ThrowsAsync<RequestFailedException>(() => service.GetTableClient(name).AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal((404, "TableNotFound"), (gone.Status, gone.ErrorCode));
    }
}
