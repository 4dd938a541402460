using LipServerless.Activities.Ports;
using LipServerless.Embedded.Engine;

namespace LipServerless.Embedded.Serving;

/// <summary>The durable engine's health, for the health endpoint.</summary>
internal sealed class EngineHostHealth(IEmbeddedEngine engine) : IHostHealth
{
    public string Part => "engine";

    public bool IsReady => engine.Health.IsHealthy;

    public IReadOnlyDictionary<string, object?> Details
    {
        get
        {
            var health = engine.Health;
            return new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["storageReachable"] = health.StorageReachable,
                ["isOwner"] = health.IsOwner,
                ["isRunning"] = health.IsRunning,
                ["queuedOrRunning"] = health.QueuedOrRunning,
                ["waitingForTime"] = health.WaitingForTime,
                ["stuckInstances"] = health.StuckInstances,
            };
        }
    }
}
