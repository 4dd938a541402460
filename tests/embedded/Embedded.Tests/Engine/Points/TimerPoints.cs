using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>Timers and the orchestration's time: measured points of the real engine that no other probe shows.</summary>
public sealed class TimerPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task DueNow_FiresAtOnce()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            await c.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            await c.CreateTimer(c.CurrentUtcDateTime, CancellationToken.None);
            return "fired";
        }));

        Assert.Equal("fired", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public async Task InstantsOfOtherKinds_AreConvertedAsLocalTime(DateTimeKind kind)
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<bool>("o", async c =>
        {
            var due = c.CurrentUtcDateTime.AddDays(1);
            await c.CreateTimer(DateTime.SpecifyKind(due.ToLocalTime(), kind), CancellationToken.None);
            return c.CurrentUtcDateTime >= due && c.CurrentUtcDateTime < due.AddMinutes(1);
        }));
        hub.Clock.RunFreely();

        Assert.True((await hub.RunAsync("o")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task OpenSubOrchestration_KeepsTheInstanceRunning()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", c =>
            {
                _ = c.CallSubOrchestratorAsync("kid", options: new SubOrchestrationOptions(instanceId: "kid"));
                return Task.FromResult("returned");
            });
            r.AddOrchestratorFunc<string>("kid", c => c.WaitForExternalEvent<string>("e"));
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.RaiseEventAsync("kid", "e", "");

        Assert.Equal("returned", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task OpenTask_KeepsAFailedInstanceRunningToo()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", string (c) =>
        {
            _ = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            throw new InvalidOperationException("at once");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("at once", (await hub.EndOfAsync(id)).SerializedOutput);
    }

    [Fact]
    public async Task OpenEventWait_DoesNotKeepTheInstance()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c =>
        {
            _ = c.WaitForExternalEvent<string>("never");
            return Task.FromResult("returned");
        }));

        Assert.Equal("returned", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CurrentUtcDateTime_IsUtc_ConstantWithinATurn_NotBeforeTheTimer_SameOnReplay()
    {
        List<string> seen = [];
        var hub = await StartAsync(r => r.AddOrchestratorFunc<bool>("o", async c =>
        {
            var start = c.CurrentUtcDateTime;
            seen.Add($"{start.Kind} {start:O}");
            var due = start.AddHours(5);
            await c.CreateTimer(due, CancellationToken.None);
            var after = c.CurrentUtcDateTime;
            seen.Add($"{after.Kind} {after:O}");
            return after >= due && after == c.CurrentUtcDateTime;
        }));
        hub.Clock.RunFreely();

        Assert.True((await hub.RunAsync("o")).ReadOutputAs<bool>());
        Assert.Equal(3, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.All(seen, one => Assert.StartsWith("Utc ", one, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LongTimer_CancelledInItsSecondPart_EndsTheOrchestration()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            using var noLonger = new CancellationTokenSource();
            var reply = c.WaitForExternalEvent<string>("e");
            var limit = c.CreateTimer(TimeSpan.FromDays(10), noLonger.Token);
            await Task.WhenAny(reply, limit);
            noLonger.Cancel();
            return $"{reply.IsCompleted} {limit.IsCanceled} {(c.CurrentUtcDateTime - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Days}";
        }));
        var start = (hub.Clock.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).Days;
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.AdvanceAsync(TimeSpan.FromDays(4));
        await hub.Client.RaiseEventAsync(id, "e", "reply");

        Assert.Equal($"True True {start + 4}", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
