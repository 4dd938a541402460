using Azure.Data.Tables;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Blobs;
using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Tables;

/// <summary>Erasing against Azurite: rows are really gone, others are untouched, and doing it again finishes what was cut off.</summary>
public sealed class ErasingTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Details_OfMoreEntriesThanATransactionHolds_AreGone_AndTheChainVerifies()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r2", Rows.Started("lip-r2"), default);
        for (var portion = 0; portion < 3; portion++)
            await store.CommitAsync("lip-r1", new() { Audit = [.. Enumerable.Range(0, 45).Select(n => Rows.Entry($"s{n}", detail: "Grund"))] }, default);
        // One is gone already, as after a run that was cut off.
        await store.EraseDetailsAsync("lip-r1", [3], default);

        await store.EraseDetailsAsync("lip-r1", [.. Enumerable.Range(2, 130).Select(n => (long)n)], default);

        var log = await store.ReadAuditAsync("lip-r1", default);
        Assert.Equal(136, log.Count);
        Assert.Equal([1, 132, 133, 134, 135, 136], log.Where(line => line.Side is not null).Select(line => line.Entry.Sequence));
        Assert.Null(AuditVerification.FirstBroken(log));
        Assert.All(await store.ReadAuditAsync("lip-r2", default), line => Assert.NotNull(line.Side));
    }

    [Fact]
    public async Task Commit_RemovesRows_WithItsLogEntry_OrNotAtAll()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        await store.CommitAsync("lip-r1", new() { Put = [Mail(1), Mail(2)] }, default);
        var read = await store.RequireAsync("lip-r1");

        await store.CommitAsync("lip-r1", new() { Remove = [read.Mails[0]], Audit = [Rows.Entry("mails")] }, default);
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", new() { Remove = [read.Mails[0], read.Mails[1]], Audit = [Rows.Entry("mails")] }, default));

        Assert.Equal(read.Mails[0].Key, conflict.Key);
        Assert.Equal([read.Mails[1].MailId], (await store.RequireAsync("lip-r1")).Mails.Select(mail => mail.MailId));
        Assert.Equal(2, (await store.ReadAuditAsync("lip-r1", default)).Count);
    }

    [Fact]
    public async Task Erasures_AreReadWithTheRound()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1"), default);
        Assert.Null((await store.RequireAsync("lip-r1")).Erasures);

        await store.CommitAsync("lip-r1", new() { Put = [new ErasureRecord { ByRule = [new() { Rule = "Mails", At = Rows.Start, Count = 2 }] }] }, default);

        Assert.Equal(Rows.Start, (await store.RequireAsync("lip-r1")).Erasures!.DoneAt("Mails"));
    }

    [Fact]
    public async Task Round_Removed_IsGoneWithItsLogAndItsPlace_AndNoOther()
    {
        using var store = storage.Rounds();
        await store.CommitAsync("lip-r1", Rows.Started("lip-r1", bodies: 90), default);
        for (var portion = 0; portion < 3; portion++)
            await store.CommitAsync("lip-r1", new() { Audit = [.. Enumerable.Range(0, 45).Select(n => Rows.Entry($"s{n}"))] }, default);
        await store.CommitAsync("lip-r2", Rows.Started("lip-r2"), default);
        var others = await KeysAsync("lip-r2");

        Assert.Equal(1 + 90 + (2 * 136) + 1, await store.RemoveAsync("lip-r1", default));
        Assert.Equal(0, await store.RemoveAsync("lip-r1", default));

        Assert.Empty(await KeysAsync("lip-r1"));
        Assert.Equal(["lip-r2"], await store.ListAsync(default));
        Assert.Equal(others, await KeysAsync("lip-r2"));
    }

    [Fact]
    public async Task Contacts_OfOneConsultation_AreGone()
    {
        using var store = new TableContactStore(storage.Tables, storage.Prefix);
        for (var n = 0; n < 120; n++)
            await store.PutAsync("lip", new Contact { BodyId = $"verein-{n}", Emails = ["a@example.org"] }, default);
        await store.PutAsync("lip-zwei", new Contact { BodyId = "verein-1", Emails = ["a@example.org"] }, default);

        Assert.Equal(120, await store.RemoveAllAsync("lip", default));
        Assert.Equal(0, await store.RemoveAllAsync("lip", default));

        Assert.Null(await store.GetAsync("lip", "verein-1", default));
        Assert.NotNull(await store.GetAsync("lip-zwei", "verein-1", default));
    }

    [Fact]
    public async Task Links_OfOneRound_AreGone()
    {
        using var store = new TableLinkStore(storage.Tables, storage.Prefix);
        foreach (var (hash, round) in new[] { ("a", "lip-r1"), ("b", "lip-r1"), ("c", "lip-r10") })
            await store.PutAsync(new() { TokenHash = hash, RoundId = round, Recipient = "x", Kind = LinkKind.Reply, Generation = 1 }, default);

        Assert.Equal(2, await store.RemoveAllAsync("lip-r1", default));

        Assert.Null(await store.FindAsync("a", default));
        Assert.Null(await store.FindAsync("b", default));
        Assert.NotNull(await store.FindAsync("c", default));
    }

    [Fact]
    public async Task Documents_AreListedByFolder_AndErased()
    {
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);
        Assert.Empty(await store.ListAsync("statements/lip-r1/", default));
        foreach (var name in new[] { "statements/lip-r1/a/1.json", "statements/lip-r1/b/2.json", "statements/lip-r10/a/3.json" })
            await store.PutAsync(name, "x"u8.ToArray(), "application/json", default);

        Assert.Equal(["statements/lip-r1/a/1.json", "statements/lip-r1/b/2.json"], await store.ListAsync("statements/lip-r1/", default));
        Assert.True(await store.RemoveAsync("statements/lip-r1/a/1.json", default));
        Assert.False(await store.RemoveAsync("statements/lip-r1/a/1.json", default));

        Assert.Null(await store.GetAsync("statements/lip-r1/a/1.json", default));
        Assert.NotNull(await store.GetAsync("statements/lip-r10/a/3.json", default));
    }

    [Fact]
    public async Task Names_OfColleagues_AreGone_AndTheRestOfTheDraftStays()
    {
        using var store = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.CommitAsync(
            "lip-r1",
            [
                new ColleagueNameRecord { BodyId = "verein", LinkId = "a", Name = "Mina" },
                new ColleagueNameRecord { BodyId = "verein", LinkId = "b", Name = "Ali" },
                new DraftFieldRecord { BodyId = "verein", Field = "overall", Text = "Begonnen", Session = "s", At = Rows.Start },
            ],
            [],
            default);

        await store.ForgetNamesAsync("lip-r1", "verein", ["a", "gone"], default);

        Assert.Equal(["b"], (await store.ReadNotesAsync("lip-r1", "verein", default)).Names.Keys);
        Assert.Single(await store.ReadAsync("lip-r1", "verein", default));
        Assert.Equal(2, await store.ForgetAsync("lip-r1", default));
        Assert.Equal(0, await store.ForgetAsync("lip-r1", default));
    }

    private static MailRecord Mail(int step) => new() { Recipient = "verein", Owner = "round", Kind = MailKind.Reminder, Step = step, DueAt = Rows.Start, State = MailState.Sent };

    private async Task<List<string>> KeysAsync(string partition)
    {
        var keys = new List<string>();
        await foreach (var row in storage.RoundRows().QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
            keys.Add(row.RowKey);
        return keys;
    }
}
