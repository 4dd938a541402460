namespace LipServerless.Embedded.Engine;

/// <summary>How the durable engine is doing; a snapshot.</summary>
/// <param name="StorageReachable">False from the first storage call that failed until one succeeds again.</param>
/// <param name="IsOwner">Whether this process owns the task hub. Only the owner runs anything; a standby waits for it.</param>
/// <param name="IsRunning">False before the first scan of the hub is done and once the engine is stopping.</param>
/// <param name="QueuedOrRunning">Turns, activities, deliveries and client calls that are queued or running now.</param>
/// <param name="RunningActivities">Activities that are running now.</param>
/// <param name="WaitingForTime">Instances that wait for a timer or a scheduled start.</param>
/// <param name="WarmInstances">Instances held in memory.</param>
/// <param name="StuckInstances">Instances whose last turn met a fault of the engine or a refusal of storage; they are tried again with pauses.</param>
/// <param name="Owner">Who owns the hub while this process does not, if known.</param>
public sealed record EngineHealth(
    bool StorageReachable,
    bool IsOwner,
    bool IsRunning,
    int QueuedOrRunning,
    int RunningActivities,
    int WaitingForTime,
    int WarmInstances,
    int StuckInstances,
    string? Owner)
{
    /// <summary>Whether everything is as it should be.</summary>
    public bool IsHealthy => StorageReachable && IsOwner && IsRunning && StuckInstances == 0;
}
