using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Probes;

public sealed class EventProbesInMemory() : EventProbes(Stores.Memory);

public sealed class EventProbesOnTables() : EventProbes(Stores.Tables);

public abstract class EventProbes : ProbeBase
{
    private protected EventProbes(Func<IHubStore> store)
        : base(store)
    {
    }

    [Fact]
    public async Task Event_RaisedBeforeWait_IsBufferedInOrderIgnoringCase()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            await c.WaitForExternalEvent<int>("go");
            return string.Join(",", await c.WaitForExternalEvent<string>("X"), await c.WaitForExternalEvent<string>("x"));
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.RaiseEventAsync(id, "x", "1");
        await hub.Client.RaiseEventAsync(id, "X", "2");
        await hub.Client.RaiseEventAsync(id, "GO", 1);

        Assert.Equal("1,2", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_SeveralOpenWaits_NewestGetsItFirst()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            var first = c.WaitForExternalEvent<string>("e");
            var second = c.WaitForExternalEvent<string>("e");
            await Task.WhenAll(first, second);
            return $"first={first.Result},second={second.Result}";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e", "a");
        await hub.Client.RaiseEventAsync(id, "e", "b");

        Assert.Equal("first=b,second=a", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Event_AfterCancelledWait_IsSwallowedOnce()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            try
            {
                await c.WaitForExternalEvent<string>("e", TimeSpan.FromHours(1));
                return "no timeout";
            }
            catch (TaskCanceledException)
            {
                await c.WaitForExternalEvent<string>("late");
                return await c.WaitForExternalEvent<string>("e");
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync(id, "e", "one");
        await hub.Client.RaiseEventAsync(id, "late");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.RaiseEventAsync(id, "e", "two");

        Assert.Equal("two", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Wait_SameNameOtherType_Throws()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            _ = c.WaitForExternalEvent<string>("e");
            await c.WaitForExternalEvent<int>("e");
            return "";
        }));

        Assert.Equal("System.ArgumentException", (await hub.RunAsync("o")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Event_NullForReference_IsNull()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<bool>("o", async c => await c.WaitForExternalEvent<string?>("e") is null));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.RaiseEventAsync(id, "e");

        Assert.True((await hub.EndOfAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Event_NullForValueType_FailsInstance()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            try
            {
                await c.WaitForExternalEvent<int>("e");
            }
            catch (NullReferenceException)
            {
                return "caught";
            }

            return "fine";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e");

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.NullReferenceException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Event_NotConvertible_FailsInstance()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int>("o", c => c.WaitForExternalEvent<int>("e")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e", "text");

        Assert.Equal("System.Text.Json.JsonException", (await hub.EndOfAsync(id)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Raise_UnknownOrFinished_Throws()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", _ => 1));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RaiseEventAsync("nobody", "e"));
        var end = await hub.RunAsync("o");
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync(end.InstanceId, "e"));
    }

    [Fact]
    public async Task SendEvent_ToOtherInstance_Arrives()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("receiver", c => c.WaitForExternalEvent<string>("hello"));
            r.AddOrchestratorFunc<string, string>("sender", (c, to) =>
            {
                c.SendEvent(to, "hello", "from " + c.Name);
                c.SendEvent("nobody", "hello", "lost");
                return Task.FromResult("sent");
            });
        });
        var receiver = await hub.Client.ScheduleNewOrchestrationInstanceAsync("receiver");
        await hub.RunAsync("sender", receiver);

        Assert.Equal("from sender", (await hub.EndOfAsync(receiver)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ManyEvents_MoreThanOneTurnTakes_AllArriveInOrder()
    {
        const int Many = 200;
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            List<int> got = [];
            while (got.Count < Many)
                got.Add(await c.WaitForExternalEvent<int>("e"));
            return string.Join(",", got);
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        for (var i = 0; i < Many; i++)
            await hub.Client.RaiseEventAsync(id, "e", i);

        Assert.Equal(string.Join(",", Enumerable.Range(0, Many)), (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
