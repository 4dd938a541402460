using Microsoft.DurableTask.Client;

namespace LipServerless.Standins.Tests.DurableTask;

public class ClientForwardingContractTests : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ServingClient client = new("c");

    public void Dispose() => stop.Dispose();

    [Fact]
    public async Task Schedule_EveryOverload_ArrivesAtTheAbstractOne()
    {
        await client.ScheduleNewOrchestrationInstanceAsync("round", stop.Token);
        await client.ScheduleNewOrchestrationInstanceAsync("round", 5, stop.Token);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("round", new Microsoft.DurableTask.StartOrchestrationOptions("r-1"), stop.Token);

        Assert.Equal("r-1", id);
        Assert.Equal(["schedule round null null +token", "schedule round 5 null +token", "schedule round null r-1 +token"], client.Calls);
    }

    [Fact]
    public async Task ShortOverloads_OfTheAbstractMembers_ArriveThere()
    {
        await client.RaiseEventAsync("r", "changed", stop.Token);
        await client.WaitForInstanceStartAsync("r", stop.Token);
        await client.WaitForInstanceCompletionAsync("r", stop.Token);
        await client.SuspendInstanceAsync("r", stop.Token);
        await client.ResumeInstanceAsync("r", stop.Token);

        Assert.Equal(
            [
                "raise r changed null +token",
                "start r False +token",
                "completion r False +token",
                "suspend r null +token",
                "resume r null +token",
            ],
            client.Calls);
    }

    [Fact]
    public async Task GetInstance_EveryOverload_ArrivesAtGetInstances()
    {
        await client.GetInstanceAsync("r", stop.Token);
        await client.GetInstanceAsync("r", getInputsAndOutputs: true);
        await client.GetInstancesAsync("r", stop.Token);

        Assert.Equal(["get r False +token", "get r True", "get r False +token"], client.Calls);
    }

    [Fact]
    public async Task Terminate_EveryOverload_ArrivesAtTheOneWithOptions()
    {
        await client.TerminateInstanceAsync("r", stop.Token);
        await client.TerminateInstanceAsync("r", (object)"done", stop.Token);
        await client.TerminateInstanceAsync("r", (object?)null, stop.Token);

        Assert.Equal(
            [
                "terminate r null +token",
                "terminate r TerminateInstanceOptions { Output = done, Recursive = False } +token",
                "terminate r null +token",
            ],
            client.Calls);
    }

    [Fact]
    public async Task Purge_EveryOverload_ArrivesAtTheOneWithOptions()
    {
        DateTimeOffset from = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset to = from.AddYears(1);

        await client.PurgeInstanceAsync("r", stop.Token);
        await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from), stop.Token);
        await client.PurgeInstancesAsync(from, to, stop.Token);
        await client.PurgeInstancesAsync(from, to, [OrchestrationRuntimeStatus.Failed], stop.Token);
        var result = await client.PurgeInstancesAsync(from, to, new PurgeInstanceOptions(Recursive: true), stop.Token);

        Assert.Equal(2, result.PurgedInstanceCount);
        Assert.True(result.IsComplete);
        Assert.Equal(
            [
                "purge r null +token",
                "purge-all 2025 null null null +token",
                "purge-all 2025 2026 null null +token",
                "purge-all 2025 2026 1 null +token",
                "purge-all 2025 2026 null PurgeInstanceOptions { Recursive = True } +token",
            ],
            client.Calls);
    }

    [Fact]
    public async Task Unsupported_ByTheBackend_SaysSo()
    {
        RecordingClient bare = new("bare");

        await Assert.ThrowsAsync<NotSupportedException>(() => bare.TerminateInstanceAsync("r", stop.Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.PurgeInstanceAsync("r", stop.Token));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.PurgeAllInstancesAsync(new PurgeInstancesFilter()));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.RestartAsync("r"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.RewindInstanceAsync("r", "because"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.ListInstanceIdsAsync());
        Assert.Throws<NotSupportedException>(() => bare.Entities);
    }
}
