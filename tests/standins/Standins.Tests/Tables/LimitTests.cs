using Azure;
using Azure.Data.Tables;

namespace LipServerless.Standins.Tests.Tables;

/// <summary>What the cloud refuses is refused before it is sent, also against Azurite, which lets much of it pass.</summary>
public sealed class LimitTests
{
    private readonly TableClient table = new FakeTableService(r => throw new InvalidOperationException($"{r.Method} was sent")).Table();

    public static TheoryData<string, string> Keys => new()
    {
        { "a/b", "OutOfRangeInput" },
        { "a\\b", "OutOfRangeInput" },
        { "a#b", "OutOfRangeInput" },
        { "a?b", "OutOfRangeInput" },
        { "a\tb", "OutOfRangeInput" },
        { "a\u0085b", "OutOfRangeInput" },
        { new string('k', 513), "KeyValueTooLarge" },
    };

    public static TheoryData<string, object, string> Properties => new()
    {
        { "V", new string('x', 32769), "PropertyValueTooLarge" },
        { "V", new byte[65537], "PropertyValueTooLarge" },
        { "V", new DateTimeOffset(1500, 1, 1, 0, 0, 0, TimeSpan.Zero), "OutOfRangeInput" },
        { "a-b", 1, "PropertyNameInvalid" },
        { "1a", 1, "PropertyNameInvalid" },
        { new string('n', 256), 1, "PropertyNameTooLong" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Key_TheCloudRefuses_IsRefusedEverywhere(string key, string code)
    {
        await RefusedAsync(code, () => table.AddEntityAsync(new TableEntity("p", key)));
        await RefusedAsync(code, () => table.UpsertEntityAsync(new TableEntity(key, "r")));
        await RefusedAsync(code, () => table.DeleteEntityAsync("p", key));
        await RefusedAsync(code, () => table.GetEntityAsync<TableEntity>(key, "r"));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task Property_TheCloudRefuses_IsRefused(string name, object value, string code)
    {
        var row = new TableEntity("p", "r") { [name] = value };

        await RefusedAsync(code, () => table.AddEntityAsync(row));
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Delete, new TableEntity("p", "a")), new(TableTransactionActionType.UpsertMerge, row)]));
        Assert.Equal(code, refused.ErrorCode);
        Assert.Equal(1, refused.FailedTransactionActionIndex);
    }

    [Fact]
    public async Task Entity_253Properties_IsRefused()
    {
        var row = new TableEntity("p", "r");
        for (var i = 0; i < 253; i++)
            row[$"P{i}"] = i;

        await RefusedAsync("TooManyProperties", () => table.AddEntityAsync(row));
    }

    [Fact]
    public async Task Entity_LargerThanOneMebibyte_IsRefused()
    {
        var row = new TableEntity("p", "r");
        for (var i = 0; i < 16; i++)
            row[$"P{i}"] = new string('x', 32768);

        await RefusedAsync("EntityTooLarge", () => table.AddEntityAsync(row));
    }

    [Fact]
    public async Task Transaction_101Operations_IsRefused() =>
        await TransactionRefusedAsync("InvalidInput", 100, Enumerable.Range(0, 101).Select(i => Add("p", $"{i}")));

    [Fact]
    public async Task Transaction_TwoPartitions_IsRefusedAtTheFirstOther() =>
        await TransactionRefusedAsync("CommandsInBatchActOnDifferentPartitions", 1, [Add("p", "1"), Add("q", "2")]);

    [Fact]
    public async Task Transaction_SameRowTwice_IsRefusedAtTheSecond() =>
        await TransactionRefusedAsync("InvalidDuplicateRow", 2, [Add("p", "1"), Add("p", "2"), Add("p", "1")]);

    [Fact]
    public async Task Transaction_LargerThanFourMebibytes_IsRefused()
    {
        var actions = Enumerable.Range(0, 90).Select(i => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", $"{i}") { ["A"] = new string('x', 30000), ["B"] = new string('y', 30000) }));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.Equal(413, refused.Status);
        Assert.Equal("RequestBodyTooLarge", refused.ErrorCode);
    }

    [Fact]
    public async Task Transaction_Empty_IsAnInvalidOperation() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));

    [Fact]
    public async Task Update_WithoutETag_IsAnArgumentError() =>
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));

    [Fact]
    public void Query_1001RowsPerPage_IsRefused() =>
        Assert.Equal("InvalidInput", Assert.Throws<RequestFailedException>(() => table.Query<TableEntity>(maxPerPage: 1001).Any()).ErrorCode);

    [Fact]
    public void Query_SixteenComparisons_IsRefused()
    {
        var filter = string.Join(" or ", Enumerable.Range(0, 16).Select(i => $"RowKey eq ' eq {i}'"));

        Assert.Equal("InvalidInput", Assert.Throws<RequestFailedException>(() => table.Query<TableEntity>(filter).Any()).ErrorCode);
    }

    [Fact]
    public async Task Property_OfATypeTablesLack_IsRefusedLoudly()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = 1.5m }));
        await Assert.ThrowsAsync<NotSupportedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = DayOfWeek.Friday }));
    }

    private static TableTransactionAction Add(string partitionKey, string rowKey) => new(TableTransactionActionType.Add, new TableEntity(partitionKey, rowKey));

    private static async Task RefusedAsync(string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(call);
        Assert.Equal(400, refused.Status);
        Assert.Equal(code, refused.ErrorCode);
    }

    private async Task TransactionRefusedAsync(string code, int index, IEnumerable<TableTransactionAction> actions)
    {
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal(400, refused.Status);
        Assert.Equal(code, refused.ErrorCode);
        Assert.Equal(index, refused.FailedTransactionActionIndex);
    }
}
