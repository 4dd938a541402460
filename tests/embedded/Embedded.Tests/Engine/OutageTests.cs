using System.Collections.Concurrent;
using Azure;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>Storage that fails: nothing is lost, and the engine goes on when it is back.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task EveryThirdCallFails_BeforeOrAfterItsEffect_EverythingEndsRight()
    {
        ConcurrentDictionary<string, bool> failed = new();
        var store = new FaultyStore(Stores.Tables()) { Transient = failure => failure is RequestFailedException { Status: 503 } };
        store.At = (point, what) =>
        {
            // Each third point fails once; the repetition goes through.
            if (point % 3 == 0 && failed.TryAdd($"{point / 6}", true))
                throw new RequestFailedException(503, "busy: " + what);
        };
        await using var hub = await TestHub.StartAsync(store, r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                var kid = await c.CallSubOrchestratorAsync<int>("kid", 1);
                var first = await c.WaitForExternalEvent<int>("e");
                var second = await c.WaitForExternalEvent<int>("e");
                return $"{kid} {first} {second}";
            });
            r.AddOrchestratorFunc<int, int>("kid", (c, n) => c.CallActivityAsync<int>("a", n));
            r.AddActivityFunc<int, int>("a", (_, n) => n + 1);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.RaiseEventAsync(id, "e", 1);
        await hub.Client.RaiseEventAsync(id, "e", 2);

        Assert.Equal("2 1 2", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.NotEmpty(failed);
    }

    [Fact]
    public async Task StorageAway_HealthSaysSo_AndWorkGoesOnAfterwards()
    {
        var away = false;
        var store = new FaultyStore(Stores.Memory()) { Transient = failure => failure is IOException };
        TaskCompletionSource refused = new();
        store.At = (_, _) =>
        {
            if (Volatile.Read(ref away))
            {
                refused.TrySetResult();
                throw new IOException("away");
            }
        };
        TaskCompletionSource activity = new();
        await using var hub = await TestHub.StartAsync(store, r =>
        {
            r.AddOrchestratorFunc("o", async c =>
            {
                await c.CallActivityAsync("a");
                return 1;
            });
            r.AddActivityFunc("a", async _ => await activity.Task);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.WaitForInstanceStartAsync(id);
        Volatile.Write(ref away, true);
        activity.SetResult();
        await refused.Task;
        while (hub.Engine.Health.StorageReachable)
            await Task.Yield();
        Assert.False(hub.Engine.Health.IsHealthy);
        Volatile.Write(ref away, false);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.EndOfAsync(id)).RuntimeStatus);
        Assert.True(hub.Engine.Health.IsHealthy);
    }
}
