namespace LipServerless.Embedded.Engine.Hub;

/// <summary>The right of one process to run a task hub. Lapses while it cannot be renewed, and may come back; once lost it is gone.</summary>
internal abstract class HubOwnership : IAsyncDisposable
{
    /// <summary>True while the right is held for certain.</summary>
    public abstract bool IsOwner { get; }

    /// <summary>Who holds it instead, as far as known.</summary>
    public abstract string? OtherOwner { get; }

    /// <summary>
    /// True if the last owner neither gave the hub up nor is certainly dead: it may be paused and come back with a write on its lips.
    /// </summary>
    public abstract bool PredecessorMayLive { get; }

    /// <summary>Waits until the right is ours and keeps it from then on.</summary>
    public abstract Task AcquireAsync(IOwnershipEvents events, CancellationToken cancellation);

    /// <summary>Completes while the right is held; waits while it has lapsed. Asked before each commit, activity and acknowledgement.</summary>
    public abstract ValueTask WhenOwnedAsync(CancellationToken cancellation);

    /// <summary>Gives the right to whoever is next.</summary>
    public abstract Task ReleaseAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>What the engine must know of its right.</summary>
internal interface IOwnershipEvents
{
    /// <summary>Another process has the hub.</summary>
    void LoseOwnership(string reason);

    /// <summary>Somebody deleted the hub from storage under a running engine: what is in memory describes nothing any more.</summary>
    void HubWasDeleted();
}
