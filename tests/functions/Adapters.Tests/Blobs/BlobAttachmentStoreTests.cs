using LipServerless.Activities.Ports;
using LipServerless.Adapters.Blobs;
using LipServerless.Adapters.Tests.Support;

namespace LipServerless.Adapters.Tests.Blobs;

public sealed class BlobAttachmentStoreTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Open_NothingWasEverStored_IsNullAndNothingIsListed()
    {
        using var store = new BlobAttachmentStore(storage.Blobs, storage.Prefix);

        Assert.Null(await store.OpenAsync(new("lip-r1", "beirat-1", "aa"), default));
        Assert.Empty(await store.ListAsync("lip-r1", default));
    }

    [Fact]
    public async Task Put_Bytes_AreReadBackAndListedWithTheirRoundOnly()
    {
        using var store = new BlobAttachmentStore(storage.Blobs, storage.Prefix);
        var content = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(content);
        await store.PutAsync(new("lip-r1", "beirat-1", "aa"), content, default);
        await store.PutAsync(new("lip-r10", "beirat-1", "bb"), content.AsMemory(0, 5), default);

        await using var stream = await store.OpenAsync(new("lip-r1", "beirat-1", "aa"), default);
        using var read = new MemoryStream();
        await stream!.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
        Assert.Equal(new AttachmentKey("lip-r1", "beirat-1", "aa"), Assert.Single(await store.ListAsync("lip-r1", default)).Key);
    }

    [Fact]
    public async Task Delete_AsListed_IsGoneAndStoredAgainIsLeftAlone()
    {
        using var store = new BlobAttachmentStore(storage.Blobs, storage.Prefix);
        var key = new AttachmentKey("lip-r1", "beirat-1", "aa");
        await store.PutAsync(key, "x"u8.ToArray(), default);
        var listed = Assert.Single(await store.ListAsync("lip-r1", default));
        await store.PutAsync(key, "x"u8.ToArray(), default);

        Assert.False(await store.DeleteAsync(listed, default));
        Assert.True(await store.DeleteAsync(Assert.Single(await store.ListAsync("lip-r1", default)), default));
        Assert.False(await store.DeleteAsync(listed, default));
        Assert.Null(await store.OpenAsync(key, default));
    }

    [Fact]
    public async Task Put_AsBytesToSave_WhateverTheyAre()
    {
        using var store = new BlobAttachmentStore(storage.Blobs, storage.Prefix);
        await store.PutAsync(new("lip-r1", "beirat-1", "aa"), "<html></html>"u8.ToArray(), default);

        var properties = (await storage.Blobs.GetBlobContainerClient($"{storage.Prefix.ToLowerInvariant()}-attachments").GetBlobClient("lip-r1/beirat-1/aa").GetPropertiesAsync()).Value;
        Assert.Equal(("application/octet-stream", "attachment"), (properties.ContentType, properties.ContentDisposition));
    }
}
