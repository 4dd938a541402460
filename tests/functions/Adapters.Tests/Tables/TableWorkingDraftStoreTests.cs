using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Tables;

public sealed class TableWorkingDraftStoreTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Read_AfterCommit_IsThatBodysOnly()
    {
        using var store = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.CommitAsync("lip-r1", [Field("beirat-1", "overall", "Eins"), Field("beirat-1", "c-p-bbbbbbbb", new string('ä', 50_000))], [], default);
        await store.CommitAsync("lip-r1", [Field("beirat-10", "overall", "Zehn")], [], default);
        await store.CommitAsync("lip-r2", [Field("beirat-1", "overall", "Andere Runde")], [], default);

        var rows = await store.ReadAsync("lip-r1", "beirat-1", default);

        Assert.Equal([50_000, 4], rows.Select(row => row.Text.Length));
        Assert.All(rows, row => Assert.Equal("beirat-1", row.BodyId));
        Assert.Equal("Alt", Assert.Single(rows[1].Kept).Text);
    }

    [Fact]
    public async Task Commit_ChangedMeanwhile_IsAConflictAndStoresNothing()
    {
        using var store = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.CommitAsync("lip-r1", [Field("beirat-1", "overall", "Eins")], [], default);
        var read = Assert.Single(await store.ReadAsync("lip-r1", "beirat-1", default));
        await store.CommitAsync("lip-r1", [read with { Text = "Zwei" }], [], default);

        await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", [read with { Text = "Drei" }], [], default));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", [Field("beirat-1", "overall", "Neu")], [], default));
        await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", [], [read], default));

        Assert.Equal("Zwei", Assert.Single(await store.ReadAsync("lip-r1", "beirat-1", default)).Text);
    }

    [Fact]
    public async Task Commit_MoreThanATransactionHolds_IsStoredInPortionsAndForgottenWhole()
    {
        using var store = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.CommitAsync("lip-r1", [.. Enumerable.Range(1, 250).Select(number => Field("beirat-1", $"c-p-{number:D8}", new string('x', 9_000)))], [], default);
        await store.CommitAsync("lip-r2", [Field("beirat-1", "overall", "Bleibt")], [], default);

        Assert.Equal(250, (await store.ReadAsync("lip-r1", "beirat-1", default)).Count);
        Assert.Equal(250, await store.ForgetAsync("lip-r1", default));
        Assert.Empty(await store.ReadAsync("lip-r1", "beirat-1", default));
        Assert.Single(await store.ReadAsync("lip-r2", "beirat-1", default));
    }

    [Fact]
    public async Task ReadNotes_NamesAndComments_AreThatBodysOnlyAndNoFields()
    {
        using var store = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.CommitAsync("lip-r1", [Field("beirat-1", "overall", "Eins"), Name("beirat-1", "aa", "Ada"), Comment("beirat-1", "c2", 2), Comment("beirat-1", "c1", 1)], [], default);
        await store.CommitAsync("lip-r1", [Name("beirat-10", "bb", "Bob"), Comment("beirat-10", "c3", 3)], [], default);

        var notes = await store.ReadNotesAsync("lip-r1", "beirat-1", default);

        Assert.Equal(new Dictionary<string, string> { ["aa"] = "Ada" }, notes.Names);
        Assert.Equal(["c1", "c2"], notes.Comments.Select(comment => comment.CommentId));
        Assert.Equal("overall", Assert.Single(await store.ReadAsync("lip-r1", "beirat-1", default)).Field);
        await store.CommitAsync("lip-r1", [], [notes.Comments[0]], default);
        Assert.Equal("c2", Assert.Single((await store.ReadNotesAsync("lip-r1", "beirat-1", default)).Comments).CommentId);
        await Assert.ThrowsAsync<StoreConflictException>(() => store.CommitAsync("lip-r1", [Comment("beirat-1", "c2", 2)], [], default));
        Assert.Equal(5, await store.ForgetAsync("lip-r1", default));
    }

    private static ColleagueNameRecord Name(string bodyId, string linkId, string name) => new() { BodyId = bodyId, LinkId = linkId, Name = name };

    private static DraftCommentRecord Comment(string bodyId, string id, int minute) =>
        new() { BodyId = bodyId, ParagraphId = "p-bbbbbbbb", CommentId = id, Text = "Unter uns", Via = "aa", At = Rows.Start.AddMinutes(minute) };

    private static DraftFieldRecord Field(string bodyId, string field, string text) => new()
    {
        BodyId = bodyId,
        Field = field,
        Text = text,
        By = "Ada",
        Session = "0123456789abcdef",
        At = Rows.Start,
        Kept = field == "overall" ? [new KeptText { Text = "Alt", At = Rows.Start }] : [],
    };
}
