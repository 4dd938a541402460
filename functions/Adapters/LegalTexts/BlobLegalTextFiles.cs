using Azure;
using Azure.Storage.Blobs;
using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.LegalTexts;

/// <summary>Legal texts in a container of the storage account.</summary>
public sealed class BlobLegalTextFiles(BlobContainerClient container) : ILegalTextFiles
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<LegalTextFile>> ReadAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<LegalTextFile>();
            await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellationToken))
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
                files.Add(new LegalTextFile(blob.Name, content.Value.Content.ToMemory()));
            }

            return files;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new InvalidOperationException(
                $"Lip:LegalTexts:Container names '{container.Name}', which the storage account does not have: create it, or remove the setting.", e);
        }
    }
}
