namespace LipServerless.Embedded.Engine;

/// <summary>The running engine, for health pages and for hosts that must know when it is quiet.</summary>
public interface IEmbeddedEngine
{
    /// <summary>How it is doing now.</summary>
    EngineHealth Health { get; }

    /// <summary>Completes once this process owns the task hub and has picked up everything that was left in it.</summary>
    Task Started { get; }

    /// <summary>Cancelled when this process has lost the task hub to another one: it must not go on serving.</summary>
    CancellationToken OwnershipLost { get; }

    /// <summary>Completes once nothing is queued and nothing is running; waiting for time or events counts as quiet.</summary>
    Task WhenIdleAsync();
}
