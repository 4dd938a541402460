using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Testing;

namespace LipServerless.Standins.Tests.Blobs;

/// <summary>The blob client is the real package; only System.IO.Hashing beside it is a stand-in. This holds at run time too.</summary>
public sealed class RealBlobClientTests
{
    [Fact]
    public async Task Blob_UploadReadRefuseDelete_WorksWithTheHashingStandIn()
    {
        var container = new BlobContainerClient(AzuriteFixture.Shared.ConnectionString, AzuriteFixture.NewContainerName());
        await container.CreateAsync();
        var blob = container.GetBlobClient("entwürfe/1.md");

        await blob.UploadAsync(BinaryData.FromString("Ärger"), overwrite: false);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("x"), overwrite: false));
        var content = (await blob.DownloadContentAsync()).Value;
        await blob.UploadAsync(
            BinaryData.FromString("neu"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = content.Details.ETag } });
        using var large = new MemoryStream(new byte[9 * 1024 * 1024]);
        await container.GetBlobClient("large").UploadAsync(large);

        Assert.Equal("Ärger", content.Content.ToString());
        Assert.Equal("BlobAlreadyExists", refused.ErrorCode);
        Assert.Equal("neu", (await blob.DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(9 * 1024 * 1024, (await container.GetBlobClient("large").GetPropertiesAsync()).Value.ContentLength);
        Assert.True(await container.DeleteIfExistsAsync());
    }
}
