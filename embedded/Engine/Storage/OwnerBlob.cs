using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>The blob whose lease marks the owner of a task hub, and which names it.</summary>
internal static class OwnerBlob
{
    /// <summary>Its name in the hub's container.</summary>
    public const string Name = "owner";

    /// <summary>The blob in a hub's container.</summary>
    public static BlobClient In(BlobContainerClient container) => container.GetBlobClient(Name);

    /// <summary>Makes container and blob, if missing.</summary>
    public static async Task EnsureAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            await In(container).UploadAsync(
                Nobody(),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
                cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // It is there.
        }
    }

    /// <summary>Who held the lease last; null where nobody has said its name yet.</summary>
    public static async Task<ProcessIdentity?> ReadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var content = (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        return content.Length == 0 ? null : HistoryJson.FromBytes<ProcessIdentity>(content);
    }

    /// <summary>Says who holds the lease; null says that the hub was given up, not abandoned.</summary>
    public static Task NameAsync(BlobClient blob, ProcessIdentity? owner, string leaseId, CancellationToken cancellationToken) => blob.UploadAsync(
        owner is null ? Nobody() : new BinaryData(HistoryJson.ToBytes(owner)),
        new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = leaseId } },
        cancellationToken);

    private static BinaryData Nobody() => new(Array.Empty<byte>());
}
