using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>
/// What several messages in one batch come to: as in the executor of DurableTask.Core. A scheduled start collects them: all that came
/// before its instant is taken with the first turn.
/// </summary>
public sealed class BatchPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task ReturnAndTermination_InOneBatch_Terminates()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            c.SetCustomStatus("ran");
            await c.WaitForExternalEvent<string>("e");
            return "returned";
        }));
        var id = await LaterAsync(hub, "o");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync(id, "e", "x");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);

        // The mailbox is filled while the instance's turn is held: one batch takes both.
        var instance = await hub.Engine.Mailboxes.LockAsync(id, default);
        await hub.Client.ResumeInstanceAsync(id);
        await hub.Client.TerminateInstanceAsync(id, "enough");
        instance.Turn.Release();

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("enough", end.ReadOutputAs<string>());
        Assert.Equal("ran", end.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task ContinueAsNewAndTermination_InOneBatch_Terminates()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, n) =>
        {
            await c.WaitForExternalEvent<string>("e");
            c.ContinueAsNew(n + 1);
            return "";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.IdleAsync();
        var instance = await hub.Engine.Mailboxes.LockAsync(id, default);
        await hub.Client.RaiseEventAsync(id, "e", "x");
        await hub.Client.TerminateInstanceAsync(id);
        instance.Turn.Release();

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("0", end.SerializedInput);
    }

    [Fact]
    public async Task StartAndSuspension_InOneBatch_DoesNothingUntilResumed()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<double>("o", async c =>
            {
                var start = c.CurrentUtcDateTime;
                await Task.WhenAll(c.CallActivityAsync("a"), c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));
                return (c.CurrentUtcDateTime - start).TotalHours;
            });
            r.AddActivityFunc("a", _ => { calls++; });
        });
        var id = await LaterAsync(hub, "o");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.Equal(0, calls);
        Assert.DoesNotContain((await Store.LoadAsync(id, default))!.History, one => one is ActionEvent);

        await hub.Client.ResumeInstanceAsync(id);
        await hub.IdleAsync();
        Assert.Equal(1, calls);
        Assert.Equal(5, (await hub.EndOfAsync(id)).ReadOutputAs<double>());
    }

    [Fact]
    public async Task StartAndSuspension_InOneBatch_SurviveARestart()
    {
        void Tasks(DurableTaskRegistry r)
        {
            r.AddOrchestratorFunc<string>("o", async c => await c.CallActivityAsync<string>("a") + await c.CallSubOrchestratorAsync<string>("kid"));
            r.AddOrchestratorFunc<string>("kid", _ => Task.FromResult("b"));
            r.AddActivityFunc<string>("a", _ => "a");
        }

        var clock = new VirtualClock();
        var first = await StartAsync(Tasks, clock);
        var id = await LaterAsync(first, "o");
        await first.Client.SuspendInstanceAsync(id);
        await first.AdvanceAsync(TimeSpan.FromHours(1));
        await first.StopAsync();
        var second = await StartAsync(Tasks, clock);
        await second.Client.ResumeInstanceAsync(id);

        Assert.Equal("ab", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ReturnAndSuspension_InOneBatch_Completes_AndSendsWhatItSent()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("receiver", c => c.WaitForExternalEvent<string>("hello"));
            r.AddOrchestratorFunc<string>("o", c =>
            {
                c.SendEvent("receiver", "hello", "sent");
                return Task.FromResult("returned");
            });
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("receiver", new StartOrchestrationOptions("receiver"));
        var id = await LaterAsync(hub, "o");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("returned", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal("sent", (await hub.EndOfAsync("receiver")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SuspendedTwice_OneResume_GoesOn()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e")));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "e", "held");
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    /// <summary>A start in an hour.</summary>
    private static Task<string> LaterAsync(TestHub hub, string name) =>
        hub.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions(StartAt: hub.Clock.GetUtcNow().AddHours(1)));
}
