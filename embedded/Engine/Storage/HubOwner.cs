using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>Who runs a task hub now: what a standby asks before it takes a port. Asking changes nothing.</summary>
internal sealed class HubOwner(BlobServiceClient blobs, string hubName, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly BlobClient blob = OwnerBlob.In(blobs.GetBlobContainerClient(new HubNames(hubName).Container));

    /// <summary>The process that holds the hub, for people; null where none does, or it is certainly gone.</summary>
    public async Task<string?> CurrentAsync(CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            if (properties.LeaseState is not (LeaseState.Leased or LeaseState.Breaking))
                return null;
            var owner = await OwnerBlob.ReadAsync(blob, cancellationToken);
            return owner is { IsCertainlyGone: true } ? null : owner?.ToString() ?? "a process that has not said its name yet";
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Waits until nobody holds the hub; <paramref name="waiting"/> is told once who does.</summary>
    public async Task WhenFreeAsync(Action<string> waiting, CancellationToken cancellationToken)
    {
        for (var told = false; await CurrentAsync(cancellationToken) is { } owner; told = true)
        {
            if (!told)
                waiting(owner);
            await Task.Delay(AskAgain, time, cancellationToken);
        }
    }
}
