using LipServerless.Adapters.Blobs;
using LipServerless.Adapters.Tests.Support;

namespace LipServerless.Adapters.Tests.Blobs;

public sealed class BlobDocumentStoreTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Get_NothingWasEverStored_IsNull()
    {
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);

        Assert.Null(await store.GetAsync("drafts/lip-r1/a.json", default));
    }

    [Fact]
    public async Task Put_Twice_IsNoErrorAndKeepsTheFirst()
    {
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);
        await store.PutAsync("drafts/lip-r1/a.json", "erste"u8.ToArray(), "application/json", default);

        await store.PutAsync("drafts/lip-r1/a.json", "zweite"u8.ToArray(), "application/json", default);

        Assert.Equal("erste"u8.ToArray(), await store.GetAsync("drafts/lip-r1/a.json", default));
        Assert.Null(await store.GetAsync("drafts/lip-r1/b.json", default));
    }

    [Fact]
    public async Task Put_FiveMebibytes_AreReadBack()
    {
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);
        var content = new byte[5 * 1024 * 1024];
        new Random(7).NextBytes(content);

        await store.PutAsync("drafts/groß/ä b.original", content, "application/octet-stream", default);

        Assert.Equal(content, await store.GetAsync("drafts/groß/ä b.original", default));
    }

    [Fact]
    public async Task Put_ManyAtOnceInANewContainer_AreAllStored()
    {
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => store.PutAsync($"d/{n % 5}", new[] { (byte)(n % 5) }, "text/plain", default)));

        for (byte n = 0; n < 5; n++)
            Assert.Equal(new[] { n }, await store.GetAsync($"d/{n}", default));
    }

    [Fact]
    public async Task Put_ContainerGone_FailsInsteadOfForgetting()
    {
        // Only "is there already" is no error: any other conflict means that nothing was stored.
        using var store = new BlobDocumentStore(storage.Blobs, storage.Prefix);
        await store.PutAsync("a", new byte[] { 1 }, "text/plain", default);
        await storage.Blobs.DeleteBlobContainerAsync($"{storage.Prefix}-documents");

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => store.PutAsync("b", new byte[] { 2 }, "text/plain", default));
    }
}
