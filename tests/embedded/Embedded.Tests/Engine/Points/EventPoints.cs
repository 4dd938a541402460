using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>External events: measured points of the real engine that no other probe shows.</summary>
public sealed class EventPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task EachEvent_CompletesExactlyOneWait()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            var one = c.WaitForExternalEvent<string>("e");
            var two = c.WaitForExternalEvent<string>("e");
            var three = c.WaitForExternalEvent<string>("e");
            await Task.WhenAny(one, two, three);
            var afterFirst = new[] { one, two, three }.Count(wait => wait.IsCompleted);
            await c.WaitForExternalEvent<string>("end");
            return $"{afterFirst},{new[] { one, two, three }.Count(wait => wait.IsCompleted)}";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e", "a");
        await hub.Client.RaiseEventAsync(id, "E", "b");
        await hub.Client.RaiseEventAsync(id, "end");

        Assert.Equal("1,2", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitOpenedBeforeTheEvent_GetsItThoughAnOlderWaitWasCancelled()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            try
            {
                await c.WaitForExternalEvent<string>("e", TimeSpan.FromHours(1));
            }
            catch (TaskCanceledException)
            {
                c.SetCustomStatus("timed out");
            }

            return await c.WaitForExternalEvent<string>("e");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal("timed out", (await hub.GetAsync(id)).ReadCustomStatusAs<string>());
        await hub.Client.RaiseEventAsync(id, "e", "mine");

        Assert.Equal("mine", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitOfAnotherType_WhileOneIsOpen_SaysWhy()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            _ = c.WaitForExternalEvent<string>("e");
            await c.WaitForExternalEvent<int>("E");
            return "";
        }));

        var end = await hub.RunAsync("o");
        Assert.Equal("System.ArgumentException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("Events with the same name must have the same type argument", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NullPayload_ForNullableValue_IsNull()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<bool>("o", async c => await c.WaitForExternalEvent<int?>("e") is null));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e");

        Assert.True((await hub.EndOfAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task NullPayload_ForValueType_RaisedBeforeTheWait_FailsToo()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int>("o", async c =>
        {
            await c.WaitForExternalEvent<string>("go");
            return await c.WaitForExternalEvent<int>("e");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e");
        await hub.Client.RaiseEventAsync(id, "go");

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.NullReferenceException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task PayloadOfAnotherType_FailsTheOrchestration_NotTheWait()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            try
            {
                await c.WaitForExternalEvent<int>("e");
                return "read";
            }
            catch (Exception caught)
            {
                return "caught " + caught.GetType().Name;
            }
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e", "text");

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task InstanceIds_DifferingInCase_AreTwoInstances()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e")));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new Microsoft.DurableTask.StartOrchestrationOptions("id"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new Microsoft.DurableTask.StartOrchestrationOptions("ID"));
        await hub.Client.RaiseEventAsync("ID", "e", "capital");
        Assert.Equal("capital", (await hub.EndOfAsync("ID")).ReadOutputAs<string>());
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync("id")).RuntimeStatus);
    }
}
