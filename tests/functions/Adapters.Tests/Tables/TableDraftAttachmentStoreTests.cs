using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Attachments;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Adapters.Tests.Tables;

public sealed class TableDraftAttachmentStoreTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Put_Rows_AreThatBodysOnlyAndNeverAmongItsFields()
    {
        using var store = new TableDraftAttachmentStore(storage.Tables, storage.Prefix);
        using var fields = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.PutAsync("lip-r1", Row("beirat-1", "aa"), default);
        await store.PutAsync("lip-r1", Row("beirat-1", "ff"), default);
        await store.PutAsync("lip-r1", Row("beirat-10", "aa"), default);
        await store.PutAsync("lip-r2", Row("beirat-1", "aa"), default);
        await store.PutAsync("lip-r1", Row("beirat-1", "aa") with { Removed = true }, default);

        Assert.Equal([("aa", true), ("ff", false)], (await store.ReadAsync("lip-r1", "beirat-1", default)).Select(row => (row.File.Hash, row.Removed)).Order());
        Assert.Empty(await fields.ReadAsync("lip-r1", "beirat-1", default));
    }

    [Fact]
    public async Task Forget_TheWorkingDraft_TakesItsFilesWithIt()
    {
        using var store = new TableDraftAttachmentStore(storage.Tables, storage.Prefix);
        using var fields = new TableWorkingDraftStore(storage.Tables, storage.Prefix);
        await store.PutAsync("lip-r1", Row("beirat-1", "aa"), default);

        await fields.ForgetAsync("lip-r1", default);

        Assert.Empty(await store.ReadAsync("lip-r1", "beirat-1", default));
    }

    private static DraftAttachmentRecord Row(string bodyId, string hash) => new()
    {
        BodyId = bodyId,
        File = new Attachment { Hash = hash, Name = "Größe.pdf", Size = 12, Type = AttachmentType.Pdf, Role = AttachmentRole.Minutes },
        By = "Ada",
        At = Rows.Start,
    };
}
