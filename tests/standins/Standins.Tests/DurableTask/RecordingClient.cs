using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Standins.Tests.DurableTask;

/// <summary>Implements only what the package leaves abstract, and notes each call that arrives there.</summary>
internal class RecordingClient(string name) : DurableTaskClient(name)
{
    public List<string> Calls { get; } = [];

    public bool Disposed { get; private set; }

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        Note("schedule", cancellation, orchestratorName, input, options?.InstanceId);
        return Task.FromResult(options?.InstanceId ?? "new");
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Note("raise", cancellation, instanceId, eventName, eventPayload);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Note("start", cancellation, instanceId, getInputsAndOutputs);
        return Task.FromResult(new OrchestrationMetadata("round", instanceId));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Note("completion", cancellation, instanceId, getInputsAndOutputs);
        return Task.FromResult(new OrchestrationMetadata("round", instanceId));
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Note("suspend", cancellation, instanceId, reason);
        return Task.CompletedTask;
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        Note("resume", cancellation, instanceId, reason);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        Note("get", cancellation, instanceId, getInputsAndOutputs);
        return Task.FromResult<OrchestrationMetadata?>(null);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        throw new InvalidOperationException("not called");

    public override ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    protected void Note(string what, CancellationToken cancellation, params object?[] values) =>
        Calls.Add($"{what} {string.Join(' ', values.Select(value => value ?? "null"))}{(cancellation.CanBeCanceled ? " +token" : string.Empty)}");
}

/// <summary>Also overrides what a backend may support.</summary>
internal sealed class ServingClient(string name) : RecordingClient(name)
{
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Note("terminate", cancellation, instanceId, options);
        return Task.CompletedTask;
    }

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Note("purge", cancellation, instanceId, options);
        return Task.FromResult(new PurgeResult(1));
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Note("purge-all", cancellation, filter.CreatedFrom?.Year, filter.CreatedTo?.Year, filter.Statuses?.Count(), options);
        return Task.FromResult(new PurgeResult(2, isComplete: true));
    }
}
