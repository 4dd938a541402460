using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>The engine's measures.</summary>
internal sealed record HubSettings
{
    public required DataConverter Converter { get; init; }

    public required TimeSpan LongestTimer { get; init; }

    public string? DefaultVersion { get; init; }

    public DurableTaskWorkerOptions.VersioningOptions? Versioning { get; init; }

    public int ActivitiesAtOnce { get; init; } = 200;

    public int TurnsAtOnce { get; init; } = 32;

    public int WarmInstances { get; init; } = 2000;

    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(8);
}
