using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Blobs;

/// <summary>Documents as blobs in one private container.</summary>
public sealed class BlobDocumentStore : IDocumentStore, IDisposable
{
    private readonly BlobContainerClient container;
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile bool exists;

    /// <summary>A store in the container <c>{prefix}-documents</c> (lower case); created when first needed.</summary>
    public BlobDocumentStore(BlobServiceClient service, string prefix)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(prefix);
        container = service.GetBlobContainerClient(ContainerName(prefix));
    }

    /// <inheritdoc />
    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        await EnsureContainerAsync(cancellationToken);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = contentType },
            Conditions = new() { IfNoneMatch = ETag.All },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
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
            var download = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
            return download.Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    // Table prefixes are letters and digits in any case, container names lower case.
    private static string ContainerName(string prefix) => $"{prefix.ToLowerInvariant()}-documents";

    private async ValueTask EnsureContainerAsync(CancellationToken cancellationToken)
    {
        if (exists)
            return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!exists)
            {
                await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
                exists = true;
            }
        }
        finally
        {
            gate.Release();
        }
    }
}
