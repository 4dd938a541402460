using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Tests.Site;

/// <summary>A client that records who was woken; it can be out of order.</summary>
internal sealed class WakeRecorder() : DurableTaskClient("test")
{
    public ConcurrentQueue<(string InstanceId, string Event)> Raised { get; } = new();

    public Exception? Outage { get; set; }

    /// <summary>How instances stand, where somebody asks; who is not named here does not exist.</summary>
    public Dictionary<string, OrchestrationRuntimeStatus> Statuses { get; } = new(StringComparer.Ordinal);

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        if (Outage is not null)
            throw Outage;
        Raised.Enqueue((instanceId, eventName));
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(Statuses.TryGetValue(instanceId, out var status)
            ? new OrchestrationMetadata("Test", instanceId) { RuntimeStatus = status }
            : null);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create((_, _) => Task.FromResult(new Page<OrchestrationMetadata>(
            [.. Statuses.Where(pair => filter?.Statuses?.Contains(pair.Value) != false && pair.Key.StartsWith(filter?.InstanceIdPrefix ?? "", StringComparison.Ordinal))
                .Select(pair => new OrchestrationMetadata("Test", pair.Key) { RuntimeStatus = pair.Value })])));
}
