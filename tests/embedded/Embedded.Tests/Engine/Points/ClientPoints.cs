using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>The client: measured points of the real engine that no other probe shows.</summary>
public sealed class ClientPoints() : ProbeBase(Stores.Memory)
{
    private static void Waiting(DurableTaskRegistry r) =>
        r.AddOrchestratorFunc<string>("wait", c => c.WaitForExternalEvent<string>("e"));

    [Fact]
    public async Task PendingOrSuspendedId_IsRefused()
    {
        var hub = await StartAsync(Waiting);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("later", hub.Clock.GetUtcNow().AddDays(1)));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("held"));
        await hub.Client.SuspendInstanceAsync("held");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync("later")).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync("held")).RuntimeStatus);

        await Assert.ThrowsAsync<InstanceAlreadyExistsException>(() => Again("later"));
        await Assert.ThrowsAsync<InstanceAlreadyExistsException>(() => Again("held"));

        Task Again(string id) => hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions(id));
    }

    [Fact]
    public async Task FailedOrTerminatedId_IsReplaced()
    {
        var fails = true;
        var hub = await StartAsync(r =>
        {
            Waiting(r);
            r.AddOrchestratorFunc<string>("o", string (_) => fails ? throw new InvalidOperationException("x") : "fine");
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("failed"));
        await hub.EndOfAsync("failed");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("ended"));
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("ended");
        await hub.EndOfAsync("ended");
        fails = false;

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("failed"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("ended"));
        Assert.Equal("fine", (await hub.EndOfAsync("failed")).ReadOutputAs<string>());
        Assert.Equal("fine", (await hub.EndOfAsync("ended")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task Ids_AreAtMost256CharactersLong(int length, bool fits)
    {
        var hub = await StartAsync(Waiting);
        var start = hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions(new string('x', length)));
        if (fits)
            Assert.Equal(length, (await start).Length);
        else
            await Assert.ThrowsAsync<ArgumentException>(() => start);
    }

    [Fact]
    public async Task Terminate_WhileSuspended_Ends()
    {
        var hub = await StartAsync(Waiting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync(id, new { why = 1 });

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("{\"why\":1}", end.SerializedOutput);
    }

    [Fact]
    public async Task Suspended_KeepsEventsInOrder_AndResumeDeliversThem()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
            await c.WaitForExternalEvent<string>("e") + await c.WaitForExternalEvent<string>("e")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "e", "a");
        await hub.Client.RaiseEventAsync(id, "e", "b");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal("ab", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task WithoutInputsAndOutputs_NothingCanBeRead()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string, string>("o", (c, input) =>
        {
            c.SetCustomStatus("status");
            return Task.FromResult(input);
        }));
        var id = (await hub.RunAsync("o", "in")).InstanceId;
        var bare = await hub.Client.WaitForInstanceCompletionAsync(id);

        Assert.Null(bare.SerializedCustomStatus);
        Assert.Throws<InvalidOperationException>(object? () => bare.ReadCustomStatusAs<string>());
        Assert.Throws<InvalidOperationException>(object? () => bare.ReadOutputAs<string>());
    }

    [Fact]
    public async Task WaitForStart_OfAnUnknownId_WaitsUntilCancelled()
    {
        var hub = await StartAsync(Waiting);
        using CancellationTokenSource cancel = new();
        var wait = hub.Client.WaitForInstanceStartAsync("nobody", cancel.Token);
        Assert.False(wait.IsCompleted);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("wait")]
    [InlineData("suspend")]
    [InlineData("resume")]
    [InlineData("query")]
    [InlineData("raise")]
    [InlineData("get")]
    [InlineData("terminate")]
    public async Task CancelledCall_ThrowsOperationCanceled_AndDoesNothing(string call)
    {
        var hub = await StartAsync(Waiting);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("id"));
        await hub.IdleAsync();
        CancellationToken cancelled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call switch
        {
            "schedule" => hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("new"), cancelled),
            "wait" => hub.Client.WaitForInstanceCompletionAsync("id", cancelled),
            "suspend" => hub.Client.SuspendInstanceAsync("id", "", cancelled),
            "resume" => hub.Client.ResumeInstanceAsync("id", "", cancelled),
            "raise" => hub.Client.RaiseEventAsync("id", "e", "x", cancelled),
            "get" => hub.Client.GetInstanceAsync("id", cancelled),
            "terminate" => hub.Client.TerminateInstanceAsync("id", cancelled),
            _ => QueryAsync(),
        });
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync("id")).RuntimeStatus);
        Assert.Null(await hub.Client.GetInstanceAsync("new"));

        async Task QueryAsync()
        {
            await foreach (var _ in hub.Client.GetAllInstancesAsync(new OrchestrationQuery()).WithCancellation(cancelled))
            {
            }
        }
    }
}
