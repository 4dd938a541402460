using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LipServerless.Adapters.Blobs;

/// <summary>A private container that is created when it is first needed. Creation is tried again after a failure.</summary>
internal sealed class LazyContainer : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile bool exists;

    // Table prefixes are letters and digits in any case, container names lower case.
    public LazyContainer(BlobServiceClient service, string prefix, string name)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(prefix);
        Client = service.GetBlobContainerClient($"{prefix.ToLowerInvariant()}-{name}");
    }

    /// <summary>The container, be it there or not: enough to read.</summary>
    public BlobContainerClient Client { get; }

    public void Dispose() => gate.Dispose();

    /// <summary>All blobs whose names begin so; none while there is no container: nothing was ever stored then.</summary>
    public async Task<List<BlobItem>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var blobs = new List<BlobItem>();
        try
        {
            await foreach (var blob in Client.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
                blobs.Add(blob);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            blobs.Clear();
        }

        return blobs;
    }

    /// <summary>The container, to write into.</summary>
    public async ValueTask<BlobContainerClient> GetAsync(CancellationToken cancellationToken)
    {
        if (exists)
            return Client;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!exists)
            {
                await Client.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
                exists = true;
            }
        }
        finally
        {
            gate.Release();
        }

        return Client;
    }
}
