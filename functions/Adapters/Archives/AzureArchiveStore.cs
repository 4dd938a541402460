using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Blobs;

namespace LipServerless.Adapters.Archives;

/// <summary>Rounds as they lie in tables and blobs, for archives.</summary>
public sealed class AzureArchiveStore : IArchiveStore, IDisposable
{
    private readonly ArchiveTables tables;
    private readonly ArchiveSnapshot snapshot;
    private readonly ArchiveRestoring restoring;
    private readonly LazyContainer documents;
    private readonly LazyContainer files;

    /// <summary>The store under a prefix, as the other adapters use it.</summary>
    public AzureArchiveStore(TableServiceClient tableService, BlobServiceClient blobService, string prefix)
    {
        tables = new(tableService, prefix);
        snapshot = new(tables);
        restoring = new(tables);
        documents = new(blobService, prefix, BlobDocumentStore.ContainerName);
        files = new(blobService, prefix, BlobAttachmentStore.ContainerName);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ArchiveRow>?> ReadAsync(string roundId, bool everything, CancellationToken cancellationToken) =>
        snapshot.ReadAsync(roundId, everything, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ArchiveBlob>> ListFilesAsync(string roundId, CancellationToken cancellationToken) =>
        (await files.ListAsync($"{roundId}/", cancellationToken)).ConvertAll(blob => new ArchiveBlob(ArchiveBlobKind.File, blob.Name));

    /// <inheritdoc />
    public async Task<ArchiveContent?> OpenAsync(ArchiveBlob blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        try
        {
            var download = await ContainerOf(blob).Client.GetBlobClient(blob.Name).DownloadStreamingAsync(cancellationToken: cancellationToken);
            return new(download.Value.Details.ContentType, download.Value.Content);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task PutAsync(ArchiveBlob blob, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);

        // Files always under the one type that nothing runs, whatever an archive says.
        var headers = blob.Kind == ArchiveBlobKind.File ? BlobAttachmentStore.Headers() : new BlobHttpHeaders { ContentType = contentType };
        var container = await ContainerOf(blob).GetAsync(cancellationToken);
        await container.GetBlobClient(blob.Name).UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions { HttpHeaders = headers }, cancellationToken);
    }

    /// <inheritdoc />
    public Task WriteAsync(string roundId, IReadOnlyList<ArchiveRow> rows, CancellationToken cancellationToken) =>
        restoring.WriteAsync(roundId, rows, cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        tables.Dispose();
        documents.Dispose();
        files.Dispose();
    }

    private LazyContainer ContainerOf(ArchiveBlob blob) => blob.Kind == ArchiveBlobKind.File ? files : documents;
}
