using Azure.Data.Tables;
using LipServerless.Testing;

namespace LipServerless.Standins.Tests.Tables;

public sealed class TransactionAzuriteTests : IAsyncLifetime
{
    private readonly TableClient table = new(AzuriteFixture.Shared.ConnectionString, AzuriteFixture.NewTablePrefix());

    public Task InitializeAsync() => table.CreateAsync();

    public Task DisposeAsync() => table.DeleteAsync();

    [Fact]
    public async Task SubmitTransaction_EachKindOfOperation_AnswersOnePartForEach()
    {
        await table.SubmitTransactionAsync(new[] { "merge", "replace", "delete", "umerge", "ureplace" }.Select(k => Action(TableTransactionActionType.Add, k, 1)));

        var answer = await table.SubmitTransactionAsync(
        [
            Action(TableTransactionActionType.Add, "add", 2),
            Action(TableTransactionActionType.UpdateMerge, "merge", 2),
            Action(TableTransactionActionType.UpdateReplace, "replace", 2),
            Action(TableTransactionActionType.Delete, "delete", 2),
            Action(TableTransactionActionType.UpsertMerge, "umerge", 2),
            Action(TableTransactionActionType.UpsertReplace, "ureplace", 2),
        ]);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal(6, answer.Value.Count);
        Assert.All(answer.Value, p => Assert.Equal(204, p.Status));
        var rows = table.Query<TableEntity>().ToDictionary(r => r.RowKey, r => (r.GetInt32("A"), r.GetInt32("B")));
        Assert.Equal(["add", "merge", "replace", "umerge", "ureplace"], rows.Keys);
        Assert.Equal((1, 2), rows["merge"]);
        Assert.Equal((null, 2), rows["replace"]);
        Assert.Equal((1, 2), rows["umerge"]);
        Assert.Equal((null, 2), rows["ureplace"]);
        Assert.Equal(answer.Value[1].Headers.ETag, (await table.GetEntityAsync<TableEntity>("p", "merge")).Value.ETag);
    }

    [Fact]
    public async Task SubmitTransaction_OneOperationRefused_ChangesNothingAndNamesIt()
    {
        var stale = (await table.AddEntityAsync(new TableEntity("p", "a") { ["V"] = 1 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "a") { ["V"] = 2 });

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "b")), new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "a") { ["V"] = 3 }, stale)]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Equal(2, Assert.Single(table.Query<TableEntity>()).GetInt32("V"));
    }

    [Fact]
    public async Task SubmitTransaction_DeleteOfAMissingRow_Fails()
    {
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "none"))]));

        Assert.Equal((404, 0), (refused.Status, refused.FailedTransactionActionIndex));
    }

    [Fact]
    public void SubmitTransactionSync_UpdateWithoutETagOnMissingRow_IsAnUpsert()
    {
        table.SubmitTransaction([new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "new") { ["V"] = 1 })]);

        Assert.True(table.GetEntityIfExists<TableEntity>("p", "new").HasValue);
    }

    [Fact]
    public async Task SubmitTransaction_SixAtOnceForOneRow_OneWins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                await table.SubmitTransactionAsync([Action(TableTransactionActionType.Add, "prize", i), Action(TableTransactionActionType.Add, $"own{i}", i)]);
                return 0;
            }
            catch (TableTransactionFailedException lost)
            {
                return lost.Status;
            }
        }));

        Assert.Equal([0, 409, 409, 409, 409, 409], outcomes.Order());
        Assert.Equal(2, table.Query<TableEntity>().Count());
    }

    private static TableTransactionAction Action(TableTransactionActionType type, string row, int value) =>
        new(type, new TableEntity("p", row) { [value == 1 ? "A" : "B"] = value });
}
