
namespace LipServerless.Embedded.Engine.Hub;

/// <summary>The right of one process to run a task hub.</summary>
internal abstract class HubOwnership : IAsyncDisposable
{
    /// <summary>True while the right is held for certain: before each commit, activity and acknowledgement this is asked.</summary>
    public abstract bool IsOwner { get; }

    /// <summary>Who holds it instead, as far as known.</summary>
    public abstract string? OtherOwner { get; }

    /// <summary>Waits until the right is ours and keeps it from then on.</summary>
    public abstract Task AcquireAsync(Patience patience, Action<string> lost, CancellationToken cancellation);

    /// <summary>Gives the right to whoever is next.</summary>
    public abstract Task ReleaseAsync();

    public abstract ValueTask DisposeAsync();
}
