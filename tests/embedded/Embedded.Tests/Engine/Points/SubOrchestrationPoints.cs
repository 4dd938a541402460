using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>Sub-orchestrations and ContinueAsNew: measured points of the real engine that no other probe shows.</summary>
public sealed class SubOrchestrationPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task DefaultId_IsTheNextNewGuid()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string[]>("o", async c =>
            {
                var now = c.CurrentUtcDateTime.ToString("O");
                var first = c.CallSubOrchestratorAsync<string>("kid");
                var between = c.NewGuid().ToString();
                var second = c.CallSubOrchestratorAsync<string>("kid");
                return [now, await first, between, await second];
            });
            r.AddOrchestratorFunc<string>("kid", c => Task.FromResult(c.InstanceId));
        });
        var end = await hub.RunAsync("o");
        var seen = end.ReadOutputAs<string[]>()!;

        Assert.Equal(PublishedGuid.Of(end.InstanceId, seen[0], 0).ToString("N"), seen[1]);
        Assert.Equal(PublishedGuid.Of(end.InstanceId, seen[0], 1).ToString(), seen[2]);
        Assert.Equal(PublishedGuid.Of(end.InstanceId, seen[0], 2).ToString("N"), seen[3]);
    }

    [Fact]
    public async Task Tags_OfTheCallAndOfTheParent_AreTheChilds()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c =>
            {
                await c.CallSubOrchestratorAsync("kid", options: new SubOrchestrationOptions(
                    new TaskOptions(tags: new Dictionary<string, string> { ["own"] = "1", ["both"] = "call" }), "tagged"));
                await c.CallSubOrchestratorAsync("kid", options: new SubOrchestrationOptions(instanceId: "plain"));
            });
            r.AddOrchestratorFunc("kid", _ => 1);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions
        {
            Tags = new Dictionary<string, string> { ["parent"] = "2", ["both"] = "parent" },
        });
        await hub.EndOfAsync(id);

        Assert.Equal(
            new SortedDictionary<string, string> { ["both"] = "call", ["own"] = "1", ["parent"] = "2" },
            new SortedDictionary<string, string>((await hub.GetAsync("tagged")).Tags.ToDictionary()));
        Assert.Equal("parent", (await hub.GetAsync("plain")).Tags["both"]);
    }

    [Fact]
    public async Task ChildTaggedFireAndForget_IsNotWaitedFor()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c => await c.CallSubOrchestratorAsync<int>("kid", options: new SubOrchestrationOptions(
                new TaskOptions(tags: new Dictionary<string, string> { ["FireAndForget"] = "" }), "kid")));
            r.AddOrchestratorFunc<int>("kid", c => c.WaitForExternalEvent<int>("e"));
        });

        Assert.Equal(0, (await hub.RunAsync("o")).ReadOutputAs<int>());
        await hub.Client.RaiseEventAsync("kid", "e", 7);
        Assert.Equal(7, (await hub.EndOfAsync("kid")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task TerminatedChild_FailsTheCall()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                try
                {
                    return await c.CallSubOrchestratorAsync<string>("kid", options: new SubOrchestrationOptions(instanceId: "kid"));
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName} #{failed.TaskId}";
                }
            });
            r.AddOrchestratorFunc<string>("kid", c => c.WaitForExternalEvent<string>("e"));
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync("kid");

        Assert.Equal("kid #0", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task FailedActivityOfAChild_ShowsInTheInnerFailure()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                try
                {
                    return await c.CallSubOrchestratorAsync<string>("kid");
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName} {failed.FailureDetails.ErrorType} {failed.FailureDetails.InnerFailure?.ErrorType}";
                }
            });
            r.AddOrchestratorFunc<string>("kid", c => c.CallActivityAsync<string>("boom"));
            r.AddActivityFunc<string>("boom", string (_) => throw new FormatException("x"));
        });

        Assert.Equal("kid Microsoft.DurableTask.TaskFailedException System.FormatException", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task FinishedId_MayBeUsedAgain()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c =>
            {
                var sum = 0;
                for (var n = 1; n <= 3; n++)
                    sum += await c.CallSubOrchestratorAsync<int>("kid", n, new SubOrchestrationOptions(instanceId: "same"));
                return sum;
            });
            r.AddOrchestratorFunc<int, int>("kid", (_, n) => Task.FromResult(n));
        });

        Assert.Equal(6, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Child_WithoutVersion_GetsTheDefault_NotItsParents()
    {
        var hub = await StartAsync(
            r =>
            {
                r.AddOrchestratorFunc<string>("o", async c => $"{c.Version} {await c.CallSubOrchestratorAsync<string>("kid")}");
                r.AddOrchestratorFunc<string>("kid", c => Task.FromResult(c.Version));
            },
            options: o => o.DefaultVersion = "2.0");
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("1.0 2.0", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CodeAfterContinueAsNew_Runs_AndItsResultIsIgnored()
    {
        List<int> after = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int, string>("o", async (c, n) =>
            {
                if (n == 2)
                    return "last";
                c.ContinueAsNew(n + 1);
                await c.CallActivityAsync("a", n);
                return "ignored";
            });
            r.AddActivityFunc<int>("a", (_, n) => after.Add(n));
        });

        Assert.Equal("last", (await hub.RunAsync("o", 0)).ReadOutputAs<string>());
        Assert.Equal([0, 1], after);
    }

    [Fact]
    public async Task EventsAfterContinueAsNew_GoToTheNextGeneration_AlsoWithoutPreserving()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, n) =>
        {
            if (n == 1)
                return await c.WaitForExternalEvent<string>("x");
            var open = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            c.ContinueAsNew(1, preserveUnprocessedEvents: false);
            await open;
            return "ignored";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "x", "late");
        await hub.IdleAsync();
        await hub.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal("late", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_CalledTwice_LosesNoEvent_AndTakesTheLastInput()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, n) =>
        {
            if (n > 0)
                return $"{n} {await c.WaitForExternalEvent<string>("x")} {await c.WaitForExternalEvent<string>("x")}";
            await c.WaitForExternalEvent<string>("go");
            c.ContinueAsNew(1);
            c.ContinueAsNew(2);
            return "";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.Client.RaiseEventAsync(id, "x", "a");
        await hub.Client.RaiseEventAsync(id, "x", "b");
        await hub.Client.RaiseEventAsync(id, "go");

        Assert.Equal("2 a b", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task OpenActivity_HoldsUpTheNextGeneration()
    {
        TaskCompletionSource gate = new();
        List<int> generations = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int, string>("o", (c, n) =>
            {
                if (!c.IsReplaying)
                    generations.Add(n);
                if (n == 0)
                {
                    _ = c.CallActivityAsync("slow");
                    c.ContinueAsNew(1);
                }

                return Task.FromResult("end");
            });
            r.AddActivityFunc("slow", async _ => await gate.Task);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.Client.WaitForInstanceStartAsync(id);
        Assert.Equal([0], generations);
        gate.SetResult();

        Assert.Equal("end", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, generations[^1]);
    }

    [Fact]
    public async Task NextGeneration_HasTheSameId_AndItsOwnBeginning()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, n) =>
        {
            if (n == 1)
                return c.InstanceId;
            await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            c.ContinueAsNew(1);
            return "";
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.IdleAsync();
        var first = (await hub.GetAsync(id)).CreatedAt;
        await hub.AdvanceAsync(TimeSpan.FromDays(1));
        var end = await hub.EndOfAsync(id);

        Assert.Equal(id, end.ReadOutputAs<string>());
        Assert.True(end.CreatedAt >= first + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task ContinueAsNew_WithANewVersion_StampsIt()
    {
        var hub = await StartAsync(
            r => r.AddOrchestratorFunc<int, string>("o", (c, n) =>
            {
                if (n < 2)
                    c.ContinueAsNew(new ContinueAsNewOptions { NewInput = n + 1, NewVersion = n == 0 ? "3.0" : null });
                return Task.FromResult(c.Version);
            }),
            options: o => o.DefaultVersion = "1.0");

        Assert.Equal("3.0", (await hub.RunAsync("o", 0)).ReadOutputAs<string>());
    }
}
