using Azure.Storage.Blobs;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>The blob whose lease marks the owner of a task hub, and which names it.</summary>
internal static class OwnerBlob
{
    /// <summary>The blob in a hub's container.</summary>
    public static BlobClient In(BlobContainerClient container) => container.GetBlobClient("owner");

    /// <summary>Who held the lease last; null where nobody has said its name yet.</summary>
    public static async Task<ProcessIdentity?> ReadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        var content = (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        return content.Length == 0 ? null : HistoryJson.FromBytes<ProcessIdentity>(content);
    }
}
