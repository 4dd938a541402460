using Azure.Data.Tables;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Tables;

public sealed class TableRoundStoreTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Read_UnknownRound_IsNull()
    {
        using var store = storage.Rounds();

        Assert.Null(await store.ReadAsync("nirgends-r1", default));
        Assert.Empty(await store.ListAsync(default));
        Assert.Empty(await store.ReadAuditAsync("nirgends-r1", default));
    }

    [Fact]
    public async Task Commit_NewRound_IsReadBackWholeInTheRostersOrder()
    {
        using var store = storage.Rounds();

        await store.CommitAsync("lip-r1", Rows.Started("lip-r1", bodies: 3), default);
        await store.CommitAsync("lip-r1", new() { Put = [Rows.Statement(1, 2), Rows.Statement(1, 1), Mail(1), Colleague()], Audit = [Rows.Entry("x")] }, default);

        var round = await store.RequireAsync("lip-r1");
        Assert.Equal(Rows.Round("lip-r1").StartedAt, round.Round.StartedAt);
        Assert.Equal(["Verein 1", "Verein 2", "Verein 3"], round.Bodies.Select(body => body.Name));
        Assert.Equivalent(Rows.Body(1) with { Version = round.Bodies[0].Version }, round.Bodies[0], strict: true);
        Assert.Equal([1, 2], round.Statements.Select(statement => statement.Number));
        Assert.Equal(Channel.Web, round.Statements[0].Channel);
        Assert.Single(round.Mails);
        Assert.Equal(["p-bbbbbbbb"], round.ColleagueLink(Rows.BodyId(1), "aa")!.Paragraphs);
        Assert.Null(round.Decision);
        Assert.All(round.Bodies, body => Assert.NotNull(body.Version));
    }

    [Fact]
    public async Task Commit_RowThatExists_ConflictsWithItsKey()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r1", new() { Put = [Rows.Statement(1, 1)], Audit = [Rows.Entry("erste")] }, default);

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync(
            "lip-r1", new() { Put = [Mail(1), Rows.Statement(1, 1)], Audit = [Rows.Entry("zweite")] }, default));

        Assert.Equal(StatementRecord.KeyOf(Rows.BodyId(1), 1), conflict.Key);
    }

    [Fact]
    public async Task Commit_RowChangedMeanwhile_ConflictsWithItsKeyAndStoresNothing()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        var seen = await store.RequireAsync("lip-r1");
        await store.CommitAsync("lip-r1", new() { Put = [seen.Bodies[1] with { Begun = true }], Audit = [Rows.Entry("schneller")] }, default);

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync(
            "lip-r1",
            new() { Put = [Rows.Statement(1, 1), seen.Bodies[0] with { Begun = true }, seen.Bodies[1] with { Versions = 7 }], Audit = [Rows.Entry("langsamer")] },
            default));

        Assert.Equal(seen.Bodies[1].Key, conflict.Key);
        var round = await store.RequireAsync("lip-r1");
        Assert.Empty(round.Statements);
        Assert.Equal([(false, 0), (true, 0)], round.Bodies.Select(body => (body.Begun, body.Versions)));
        Assert.Equal(["lip-r1", "schneller"], (await store.ReadAuditAsync("lip-r1", default)).Select(line => line.Entry.Subject));
    }

    [Fact]
    public async Task Commit_RowThatIsGone_Conflicts()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        var seen = await store.RequireAsync("lip-r1");
        await storage.RoundRows().DeleteEntityAsync("lip-r1", seen.Bodies[0].Key);

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync(
            "lip-r1", new() { Put = [seen.Bodies[0] with { Begun = true }], Audit = [Rows.Entry("x")] }, default));

        Assert.Equal(seen.Bodies[0].Key, conflict.Key);
    }

    [Fact]
    public async Task Commit_TwentyBodiesAtOnce_AllStoredAndTheLogHasNoGap()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1", bodies: 20), default);
        var seen = await store.RequireAsync("lip-r1");

        await Task.WhenAll(seen.Bodies.Select(body => store.CommitAsync(
            "lip-r1", new RoundChange { Put = [body with { Begun = true }], Audit = [Rows.Entry(body.BodyId, detail: body.Name)] }, default)));

        Assert.All((await store.RequireAsync("lip-r1")).Bodies, body => Assert.True(body.Begun));
        var log = await store.ReadAuditAsync("lip-r1", default);
        Assert.Equal(Enumerable.Range(1, 21).Select(n => (long)n), log.Select(line => line.Entry.Sequence));
        Assert.Null(AuditVerification.FirstBroken(log));
        Assert.Equal(seen.Bodies.Select(body => body.BodyId).Order(), log.Skip(1).Select(line => line.Entry.Subject).Order());
    }

    [Fact]
    public async Task Commit_AnswerLost_IsKnownToBeCommittedAndDoneOnce()
    {
        var line = new LosesAnswers(times: 1);
        using var store = storage.RoundsThrough(line);

        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);

        Assert.Equal(2, line.Transactions);
        Assert.Equal(2, (await store.RequireAsync("lip-r1")).Bodies.Count);
        Assert.Single(await store.ReadAuditAsync("lip-r1", default));
    }

    [Fact]
    public async Task Commit_AnswerOfAReplacementLost_IsKnownToBeCommittedAndDoneOnce()
    {
        using (var plain = storage.Rounds())
            await plain.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        using var store = storage.RoundsThrough(new LosesAnswers(times: 1));
        var body = (await store.RequireAsync("lip-r1")).Bodies[0];

        await store.CommitAsync("lip-r1", new() { Put = [body with { Versions = 1 }, Rows.Statement(1, 1)], Audit = [Rows.Entry("eingereicht")] }, default);

        Assert.Single((await store.RequireAsync("lip-r1")).Statements);
        Assert.Equal(["lip-r1", "eingereicht"], (await store.ReadAuditAsync("lip-r1", default)).Select(entry => entry.Entry.Subject));
    }

    [Fact]
    public async Task Commit_AnswerLostAndTheRowIsAnothers_StillConflicts()
    {
        // The lost transaction had failed: its repeat must not be taken for a success.
        using (var plain = storage.Rounds())
        {
            await plain.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
            await plain.CommitAsync("lip-r1", new() { Put = [Rows.Statement(1, 1)], Audit = [Rows.Entry("einer")] }, default);
        }

        using var store = storage.RoundsThrough(new LosesAnswers(times: 1));

        await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync(
            "lip-r1", new() { Put = [Rows.Statement(1, 1)], Audit = [Rows.Entry("anderer")] }, default));
    }

    [Fact]
    public async Task Commit_RowOfManyProperties_IsReadBackUnchanged()
    {
        using var store = storage.Rounds();
        var long1 = string.Concat(Enumerable.Repeat("Ä€", 35_000));
        var round = Rows.Round("lip-r1");

        await store.CommitAsync("lip-r1", new() { Put = [round with { Settings = round.Settings with { OfficeContact = long1 } }], Audit = [Rows.Entry("x", detail: long1)] }, default);

        Assert.Equal(long1, (await store.RequireAsync("lip-r1")).Round.Settings.OfficeContact);
        Assert.Equal(long1, Assert.Single(await store.ReadAuditAsync("lip-r1", default)).Side!.Detail);
        var row = (await storage.RoundRows().GetEntityAsync<TableEntity>("lip-r1", RoundRecord.TheKey)).Value;
        Assert.True(row.Keys.Count(key => key.StartsWith("Json", StringComparison.Ordinal)) >= 3, "It went into several properties.");
    }

    [Fact]
    public async Task Commit_RowThatGrewAndShrank_LeavesNoOldPiece()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        var body = (await store.RequireAsync("lip-r1")).Bodies[0];
        await store.CommitAsync("lip-r1", new() { Put = [body with { Name = new string('n', 70_000) }], Audit = [Rows.Entry("lang")] }, default);
        body = (await store.RequireAsync("lip-r1")).Bodies[0];

        await store.CommitAsync("lip-r1", new() { Put = [body with { Name = "kurz" }], Audit = [Rows.Entry("kurz")] }, default);

        Assert.Equal("kurz", (await store.RequireAsync("lip-r1")).Bodies[0].Name);
    }

    [Fact]
    public async Task List_SeveralRounds_AreInTheOrderOfTheirStart()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("a-r1", Rows.Started("a-r1", startedAt: Rows.Start.AddDays(2)), default);
        await store.CommitAsync("b-r1", Rows.Started("b-r1", startedAt: Rows.Start), default);
        await store.CommitAsync("d-r1", Rows.Started("d-r1", startedAt: Rows.Start.AddDays(1)), default);
        await store.CommitAsync("c-r1", Rows.Started("c-r1", startedAt: Rows.Start.AddDays(1)), default);

        Assert.Equal(["b-r1", "c-r1", "d-r1", "a-r1"], await store.ListAsync(default));
    }

    [Fact]
    public async Task List_CommitOfARoundDiedHalfway_ReadersSkipItsIndexRow()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await storage.RoundRows().AddEntityAsync(new TableEntity("_rounds", "halb-r1") { ["StartedAt"] = Rows.Start });

        Assert.Equal(["halb-r1", "lip-r1"], await store.ListAsync(default));
        Assert.Null(await store.ReadAsync("halb-r1", default));
        var overviews = await Web.Overview.RoundOverview.AllAsync(store, new Domain.Time.ProcessClock(TimeProvider.System), default);
        Assert.Equal("lip-r1", Assert.Single(overviews).RoundId);
    }

    [Fact]
    public async Task ReadAudit_SideRowErased_ChainStillVerifies()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r1", new() { Audit = [Rows.Entry("a"), Rows.Entry("b")] }, default);
        await storage.RoundRows().DeleteEntityAsync("lip-r1", "9-side-00000002");

        var log = await store.ReadAuditAsync("lip-r1", default);

        Assert.Equal([true, false, true], log.Select(line => line.Side is not null));
        Assert.Null(AuditVerification.FirstBroken(log));
    }

    [Theory]
    [InlineData("9-audit-00000002")]
    [InlineData("9-side-00000002")]
    public async Task ReadAudit_RowTamperedWith_IsFoundAtItsEntry(string row)
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r1", new() { Audit = [Rows.Entry("vorher", detail: "vorher"), Rows.Entry("b")] }, default);
        var entity = (await storage.RoundRows().GetEntityAsync<TableEntity>("lip-r1", row)).Value;
        entity["Json0"] = entity.GetString("Json0")!.Replace("vorher", "nachher", StringComparison.Ordinal);
        await storage.RoundRows().UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);

        Assert.Equal(2, AuditVerification.FirstBroken(await store.ReadAuditAsync("lip-r1", default)));
    }

    private static ColleagueLinkRecord Colleague() =>
        new() { BodyId = Rows.BodyId(1), LinkId = "aa", Role = ColleagueRole.Draft, Paragraphs = ["p-bbbbbbbb"], MadeAt = Rows.Start, Generation = 1 };

    private static MailRecord Mail(int body) =>
        new() { Recipient = Rows.BodyId(body), Owner = Rows.BodyId(body), Kind = MailKind.Receipt, Step = 1, DueAt = Rows.Start };

    [Fact]
    public async Task Commit_ClosedLog_TakesNothingUntilItIsReopened()
    {
        var store = new Storage().Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r1", new RoundChange { Audit = [Rows.Entry("zu")], Log = LogGate.Close }, default);

        var late = new RoundChange { Put = [Rows.Statement(1, 1)], Audit = [Rows.Entry("zu spät")] };
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", late, default));
        Assert.Equal(AuditHeadRecord.TheKey, conflict.Key);
        Assert.Empty((await store.RequireAsync("lip-r1")).Statements);

        await store.CommitAsync("lip-r1", new RoundChange { Audit = [Rows.Entry("auf")], Log = LogGate.Reopen }, default);
        await store.CommitAsync("lip-r1", late, default);
        Assert.Single((await store.RequireAsync("lip-r1")).Statements);
    }
}
