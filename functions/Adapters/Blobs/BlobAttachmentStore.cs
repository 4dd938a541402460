using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Blobs;

/// <summary>
/// Files of statements as blobs in a private container of their own, named <c>{round}/{body}/{hash}</c>. All are stored as
/// <c>application/octet-stream</c>: whoever came past the application would still get bytes only.
/// </summary>
public sealed class BlobAttachmentStore : IAttachmentStore, IDisposable
{
    internal const string ContainerName = "attachments";

    private readonly LazyContainer container;

    /// <summary>A store in the container <c>{prefix}-attachments</c> (lower case); created when first needed.</summary>
    public BlobAttachmentStore(BlobServiceClient service, string prefix) => container = new(service, prefix, ContainerName);

    /// <inheritdoc />
    public async Task PutAsync(AttachmentKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Overwrites: the bytes are the same, but the ETag is new, so that a deletion that has just listed the old one fails.
        var options = new BlobUploadOptions { HttpHeaders = Headers() };
        var client = await container.GetAsync(cancellationToken);
        await client.GetBlobClient(NameOf(key)).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(AttachmentKey key, CancellationToken cancellationToken)
    {
        try
        {
            return (await container.Client.GetBlobClient(NameOf(key)).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredAttachment>> ListAsync(string roundId, CancellationToken cancellationToken)
    {
        var files = new List<StoredAttachment>();
        foreach (var blob in await container.ListAsync($"{roundId}/", cancellationToken))
        {
            if (blob.Name.Split('/') is [var round, var body, var hash] && blob.Properties is { LastModified: { } storedAt, ETag: { } version })
                files.Add(new(new(round, body, hash), storedAt, version.ToString()));
        }

        return files;
    }

    /// <inheritdoc />
    public async Task<bool> DeleteAsync(StoredAttachment listed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listed);
        try
        {
            var asListed = new BlobRequestConditions { IfMatch = new ETag(listed.Version) };
            await container.Client.GetBlobClient(NameOf(listed.Key)).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, asListed, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => container.Dispose();

    internal static BlobHttpHeaders Headers() => new() { ContentType = "application/octet-stream", ContentDisposition = "attachment" };

    private static string NameOf(AttachmentKey key) => $"{key.RoundId}/{key.BodyId}/{key.Hash}";
}
