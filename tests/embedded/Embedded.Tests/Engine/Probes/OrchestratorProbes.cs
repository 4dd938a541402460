using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Probes;

public sealed class OrchestratorProbesInMemory() : OrchestratorProbes(Stores.Memory);

public sealed class OrchestratorProbesOnTables() : OrchestratorProbes(Stores.Tables);

public abstract class OrchestratorProbes : ProbeBase
{
    private protected OrchestratorProbes(Func<IHubStore> store)
        : base(store)
    {
    }

    [Fact]
    public async Task Timer_OfSeventyDays_FiresOnTime()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<double>("o", async c =>
        {
            var start = c.CurrentUtcDateTime;
            await c.CreateTimer(TimeSpan.FromDays(70), CancellationToken.None);
            return (c.CurrentUtcDateTime - start).TotalDays;
        }));
        hub.Clock.RunFreely();

        Assert.Equal(70, (await hub.RunAsync("o")).ReadOutputAs<double>());
    }

    [Fact]
    public async Task Timer_Cancelled_ThrowsAndDoesNotHold()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<bool>("o", async c =>
        {
            using CancellationTokenSource cancel = new();
            var timer = c.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
            cancel.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return timer.IsCanceled;
        }));

        Assert.True((await hub.RunAsync("o")).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task Timer_LeftOpen_KeepsInstanceRunning()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int>("o", c =>
        {
            _ = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult(1);
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.GetAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task Timer_InThePast_FiresAtOnce()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int>("o", async c =>
        {
            await c.CreateTimer(c.CurrentUtcDateTime.AddHours(-1), CancellationToken.None);
            return 1;
        }));

        Assert.Equal(1, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task ContinueAsNew_CarriesUnprocessedEvents()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, round) =>
        {
            if (round == 0)
            {
                c.SetCustomStatus("first");
                await c.WaitForExternalEvent<string>("go");
                c.ContinueAsNew(1);
                return "ignored";
            }

            return await c.WaitForExternalEvent<string>("x") + await c.WaitForExternalEvent<string>("x");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.Client.RaiseEventAsync(id, "x", "a");
        await hub.Client.RaiseEventAsync(id, "x", "b");
        await hub.Client.RaiseEventAsync(id, "go");

        var end = await hub.EndOfAsync(id);
        Assert.Equal("ab", end.ReadOutputAs<string>());
        Assert.Equal("1", end.SerializedInput);
        Assert.Null(end.SerializedCustomStatus);
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsThem()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", async (c, round) =>
        {
            if (round == 0)
            {
                await c.WaitForExternalEvent<string>("go");
                c.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "";
            }

            return await c.WaitForExternalEvent<string>("x");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", 0);
        await hub.Client.RaiseEventAsync(id, "x", "old");
        await hub.Client.RaiseEventAsync(id, "go");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "x", "new");

        Assert.Equal("new", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_ThenThrow_Fails()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, int>("o", int (c, _) =>
        {
            c.ContinueAsNew(1);
            throw new InvalidOperationException("after");
        }));

        var end = await hub.RunAsync("o", 0);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("after", end.SerializedOutput);
    }

    [Fact]
    public async Task ContinueAsNew_ManyGenerations_EndsWithLittleHistory()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int, int>("o", async (c, n) =>
            {
                await c.CallActivityAsync("a");
                if (n < 30)
                    c.ContinueAsNew(n + 1);
                return n;
            });
            r.AddActivityFunc("a", _ => { });
        });

        var end = await hub.RunAsync("o", 0);
        Assert.Equal(30, end.ReadOutputAs<int>());
        Assert.InRange((await Store.LoadAsync(end.InstanceId, default))!.History.Count, 1, 8);
    }

    [Fact]
    public async Task SubOrchestration_KnowsItsParent()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("parent", c => c.CallSubOrchestratorAsync<string>("child"));
            r.AddOrchestratorFunc<string>("child", c => Task.FromResult($"{c.Parent!.Name} {c.Parent.InstanceId} {c.InstanceId.Length}"));
        });
        var end = await hub.RunAsync("parent");

        Assert.Equal($"parent {end.InstanceId} 32", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_Fails_ParentSeesOriginalError()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("parent", async c =>
            {
                try
                {
                    return await c.CallSubOrchestratorAsync<string>("child");
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName}: {failed.FailureDetails.ErrorType}";
                }
            });
            r.AddOrchestratorFunc<string>("child", (Func<TaskOrchestrationContext, Task<string>>)(_ => throw new FormatException("x")));
        });

        Assert.Equal("child: System.FormatException", (await hub.RunAsync("parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestrations_FiveHundred_AllReturn()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("parent", async c =>
            {
                var all = await Task.WhenAll(Enumerable.Range(0, 500).Select(i =>
                    c.CallSubOrchestratorAsync<int>("child", i, new SubOrchestrationOptions(instanceId: $"{c.InstanceId}-{i}"))));
                return all.Sum();
            });
            r.AddOrchestratorFunc<int, int>("child", (_, i) => Task.FromResult(i));
        });

        Assert.Equal(Enumerable.Range(0, 500).Sum(), (await hub.RunAsync("parent")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task SubOrchestration_IdThatRuns_FailsTheCall()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("wait", c => c.WaitForExternalEvent<string>("e"));
            r.AddOrchestratorFunc<string>("parent", async c =>
            {
                try
                {
                    return await c.CallSubOrchestratorAsync<string>("wait", options: new SubOrchestrationOptions(instanceId: "taken"));
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorType;
                }
            });
        });
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("taken"));

        Assert.EndsWith("OrchestrationAlreadyExistsException", (await hub.RunAsync("parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task NewGuid_SameOnReplay_DistinctPerCall()
    {
        List<Guid> seen = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c =>
            {
                seen.Add(c.NewGuid());
                seen.Add(c.NewGuid());
                await c.CallActivityAsync("a");
            });
            r.AddActivityFunc("a", _ => { });
        });
        await hub.RunAsync("o");

        Assert.Equal(4, seen.Count);
        Assert.Equal(seen[..2], seen[2..]);
        Assert.NotEqual(seen[0], seen[1]);
        Assert.Equal('5', seen[0].ToString()[14]);
    }

    [Fact]
    public async Task ForeignAwait_Alone_FailsLoudly()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", async _ => await Task.Delay(1)));

        var end = await hub.RunAsync("o");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("invalid asynchronous invocation", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForeignAwait_BesideAnOpenWait_FailsLoudly()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.WhenAny(wait, Task.Delay(5));
            await wait;
        }));

        var end = await hub.RunAsync("o");
        Assert.Contains("invalid asynchronous invocation", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigureAwaitFalse_FailsLoudly()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c =>
            {
                await c.CallActivityAsync("a").ConfigureAwait(false);
                await c.CallActivityAsync("a").ConfigureAwait(false);
            });
            r.AddActivityFunc("a", _ => { });
        });

        var end = await hub.RunAsync("o");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("invalid asynchronous invocation", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedCode_FailsNamingTheDifference_AndResumes()
    {
        var changed = false;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c =>
            {
                var one = await c.CallActivityAsync<int>(changed ? "other" : "a");
                await c.WaitForExternalEvent<string>("e");
                return one;
            });
            r.AddActivityFunc<int>("a", _ => 7);
            r.AddActivityFunc<int>("other", _ => 8);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        changed = true;
        await hub.Client.RaiseEventAsync(id, "e");
        var end = await hub.EndOfAsync(id);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails!.ErrorType);
        Assert.Contains("'a'", end.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains("'other'", end.SerializedOutput, StringComparison.Ordinal);
        changed = false;
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal(7, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Entities_AreRefusedWithASentence()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => Task.FromResult(c.Entities.ToString()!)));

        Assert.Equal("System.NotSupportedException", (await hub.RunAsync("o")).FailureDetails!.ErrorType);
    }
}
