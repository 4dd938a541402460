using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using LipServerless.Embedded.Engine.Hub;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// Ownership by the lease of a blob that names the owner. A successor on the same boot that finds the owner gone breaks the lease
/// at once; others wait until it runs out. <see cref="LeaseTerm"/> counts what the lease promises.
/// </summary>
internal sealed partial class LeaseOwnership(BlobContainerClient container, TimeProvider time, ILogger logger, ProcessIdentity self) : HubOwnership
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly BlobClient blob = OwnerBlob.In(container);
    private readonly CancellationTokenSource stopping = new();
    private readonly string leaseId = Guid.NewGuid().ToString();
    private readonly LeaseTerm term = new(time, Duration - Margin);
    private IOwnershipEvents? events;
    private Task? renewing;
    private volatile string? otherOwner;
    private bool predecessorMayLive;

    public override bool IsOwner => term.IsRunning;

    public override string? OtherOwner => otherOwner;

    public override bool PredecessorMayLive => predecessorMayLive;

    private BlobLeaseClient Lease => blob.GetBlobLeaseClient(leaseId);

    public override async Task AcquireAsync(IOwnershipEvents events, CancellationToken cancellation)
    {
        this.events = events;
        var failed = false;
        while (true)
        {
            try
            {
                if (await TryAcquireAsync(cancellation))
                    break;
            }
            catch (Exception away) when (StorageFaults.IsTransient(away) && !cancellation.IsCancellationRequested)
            {
                if (!failed)
                    LogAway(logger, StorageFaults.CodeOf(away));
                failed = true;
                await Task.Delay(AskAgain, time, cancellation);
            }
        }

        LogOwner(logger, self.ToString());
        renewing = Task.Run(RenewAsync, CancellationToken.None);
    }

    public override ValueTask WhenOwnedAsync(CancellationToken cancellation) => term.WhenRunningAsync(cancellation);

    public override async Task ReleaseAsync()
    {
        await StopRenewingAsync();
        var held = IsOwner;
        term.End();
        if (!held)
            return;
        try
        {
            await OwnerBlob.NameAsync(blob, owner: null, leaseId, CancellationToken.None);
            await Lease.ReleaseAsync();
        }
        catch (Exception away) when (away is RequestFailedException || StorageFaults.IsTransient(away))
        {
            // It runs out by itself.
            LogAway(logger, StorageFaults.CodeOf(away));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await ReleaseAsync();
        stopping.Dispose();
    }

    /// <summary>Ends as a killed process does: neither renewed nor released. For tests.</summary>
    internal async Task AbandonAsync()
    {
        await StopRenewingAsync();
        term.Lapse();
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellation)
    {
        await OwnerBlob.EnsureAsync(container, cancellation);
        var before = time.GetTimestamp();
        try
        {
            await Lease.AcquireAsync(Duration, cancellationToken: cancellation);
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            await GiveWayAsync(cancellation);
            return false;
        }

        predecessorMayLive = await OwnerBlob.ReadAsync(blob, cancellation) is { IsCertainlyGone: false };
        await OwnerBlob.NameAsync(blob, self, leaseId, cancellation);
        Extend(before);
        return true;
    }

    /// <summary>Somebody has it: break the lease of a process that is certainly gone, else wait a little.</summary>
    private async Task GiveWayAsync(CancellationToken cancellation)
    {
        var owner = await OwnerBlob.ReadAsync(blob, cancellation);
        if (owner is { IsCertainlyGone: true })
        {
            LogGone(logger, owner.ToString());
            try
            {
                await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
            }
            catch (RequestFailedException other) when (other.Status == 409)
            {
                // Another successor was quicker, or it has just run out.
            }

            return;
        }

        var name = owner?.ToString() ?? "a process that has not said its name yet";
        if (otherOwner != name)
            LogStandby(logger, name);
        otherOwner = name;
        await Task.Delay(AskAgain, time, cancellation);
    }

    private async Task RenewAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(IsOwner ? RenewEvery : AskAgain, time, stopping.Token);
                var before = time.GetTimestamp();
                await Lease.RenewAsync(cancellationToken: stopping.Token);
                Extend(before);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (RequestFailedException deleted) when (deleted.Status == 404)
            {
                if (!await BeginAnewAsync())
                    return;
            }
            catch (RequestFailedException lost) when (lost.Status is 409 or 412)
            {
                End(lost.ErrorCode ?? "the lease is another's");
                return;
            }
            catch (Exception away)
            {
                // Whatever it is: the right lapses by itself, and nothing is written until it is renewed.
                LogAway(logger, StorageFaults.CodeOf(away));
            }
        }
    }

    /// <summary>The blob is gone: somebody deleted the hub. Whoever gets the new blob's lease goes on.</summary>
    private async Task<bool> BeginAnewAsync()
    {
        try
        {
            if (await TryAcquireAsync(stopping.Token))
            {
                events!.HubWasDeleted();
                return true;
            }

            End("the hub was deleted and taken up by another process");
            return false;
        }
        catch (Exception away) when (StorageFaults.IsTransient(away) || away is RequestFailedException { Status: 404 or 409 })
        {
            // A container that was just deleted cannot be made again at once.
            LogAway(logger, StorageFaults.CodeOf(away));
            return !stopping.IsCancellationRequested;
        }
    }

    private void Extend(long from)
    {
        otherOwner = null;
        term.Extend(from);
    }

    private void End(string reason)
    {
        term.End();
        events!.LoseOwnership(reason);
    }

    private async Task StopRenewingAsync()
    {
        if (!stopping.IsCancellationRequested)
            await stopping.CancelAsync();
        if (renewing is { } loop)
            await loop;
    }

    [LoggerMessage(EventId = 5000, EventName = "HubOwned", Level = LogLevel.Information,
        Message = "This process ({Self}) owns the task hub.")]
    private static partial void LogOwner(ILogger logger, string self);

    [LoggerMessage(EventId = 5001, EventName = "HubStandby", Level = LogLevel.Warning,
        Message = "Standby: the task hub is owned by {Owner}. This process serves nothing until that one has ended.")]
    private static partial void LogStandby(ILogger logger, string owner);

    [LoggerMessage(EventId = 5002, EventName = "HubOwnerGone", Level = LogLevel.Information,
        Message = "The task hub's owner, {Owner}, is gone without having given it up; taking it over.")]
    private static partial void LogGone(ILogger logger, string owner);

    [LoggerMessage(EventId = 5003, EventName = "HubLeaseAway", Level = LogLevel.Warning,
        Message = "The lease of the task hub cannot be kept at the moment: {Code}.")]
    private static partial void LogAway(ILogger logger, string code);
}
