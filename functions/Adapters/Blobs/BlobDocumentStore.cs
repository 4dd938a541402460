using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Blobs;

/// <summary>Documents as blobs in one private container.</summary>
public sealed class BlobDocumentStore : IDocumentStore, IDisposable
{
    internal const string ContainerName = "documents";

    private readonly LazyContainer container;

    /// <summary>A store in the container <c>{prefix}-documents</c> (lower case); created when first needed.</summary>
    public BlobDocumentStore(BlobServiceClient service, string prefix) => container = new(service, prefix, ContainerName);

    /// <inheritdoc />
    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var client = await container.GetAsync(cancellationToken);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = contentType },
            Conditions = new() { IfNoneMatch = ETag.All },
        };
        try
        {
            await client.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // The name holds the content's hash: what is there is the same.
        }
    }

    /// <inheritdoc />
    public async Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container.Client.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return download.Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        (await container.ListAsync(prefix, cancellationToken)).ConvertAll(blob => blob.Name);

    /// <inheritdoc />
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) =>
        await container.Client.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public void Dispose() => container.Dispose();
}
