using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Probes;

public sealed class RestartProbesInMemory() : RestartProbes(Stores.Memory);

public sealed class RestartProbesOnTables() : RestartProbes(Stores.Tables);

public abstract class RestartProbes : ProbeBase
{
    private protected RestartProbes(Func<IHubStore> store)
        : base(store)
    {
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOn()
    {
        var calls = 0;
        void Tasks(DurableTaskRegistry r)
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                var kid = c.CallSubOrchestratorAsync<string>("kid", options: new SubOrchestrationOptions(instanceId: "kid"));
                await c.CallActivityAsync("a");
                await c.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
                return await kid + await c.WaitForExternalEvent<string>("e");
            });
            r.AddOrchestratorFunc<string>("kid", c => c.WaitForExternalEvent<string>("k"));
            r.AddActivityFunc("a", _ => { calls++; });
        }

        var clock = new VirtualClock();
        var first = await StartAsync(Tasks, clock);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await first.IdleAsync();
        await first.Client.RaiseEventAsync(id, "e", "event");
        await first.StopAsync();

        var second = await StartAsync(Tasks, clock);
        await second.AdvanceAsync(TimeSpan.FromDays(10));
        await second.Client.RaiseEventAsync("kid", "k", "kid ");
        await second.IdleAsync();

        Assert.Equal("kid event", (await second.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Restart_WhileActivityRuns_RunsItAgain()
    {
        var calls = 0;
        TaskCompletionSource entered = new();
        TaskCompletionSource never = new();
        void Tasks(DurableTaskRegistry r)
        {
            r.AddOrchestratorFunc<int>("o", c => c.CallActivityAsync<int>("a"));
            r.AddActivityFunc<int>("a", async _ =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    entered.SetResult();
                    await never.Task;
                }

                return calls;
            });
        }

        var first = await StartAsync(Tasks);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await entered.Task;
        await first.DisposeAsync();
        var second = await StartAsync(Tasks);

        Assert.Equal(2, (await second.EndOfAsync(id)).ReadOutputAs<int>());
        never.SetResult();
    }

    [Fact]
    public async Task Restart_ScheduledStart_KeepsInstantAndEvents()
    {
        void Tasks(DurableTaskRegistry r) => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e"));
        var clock = new VirtualClock();
        var first = await StartAsync(Tasks, clock);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions(StartAt: clock.GetUtcNow().AddDays(3)));
        await first.Client.RaiseEventAsync(id, "e", "early");
        await first.StopAsync();
        var second = await StartAsync(Tasks, clock);
        await second.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await second.GetAsync(id)).RuntimeStatus);
        await second.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal("early", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ColdInstances_ComeBackOnEvents()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e")), options: o => o.MaximumWarmInstances = 3);
        List<string> ids = [];
        for (var i = 0; i < 20; i++)
            ids.Add(await hub.Client.ScheduleNewOrchestrationInstanceAsync("o"));
        await hub.IdleAsync();
        Assert.InRange(hub.Engine.Health.WarmInstances, 0, 5);
        foreach (var id in ids)
            await hub.Client.RaiseEventAsync(id, "e", id);
        foreach (var id in ids)
            Assert.Equal(id, (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
