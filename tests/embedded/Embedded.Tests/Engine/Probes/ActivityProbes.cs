using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Probes;

public sealed class ActivityProbesInMemory() : ActivityProbes(Stores.Memory);

public sealed class ActivityProbesOnTables() : ActivityProbes(Stores.Tables);

public abstract class ActivityProbes : ProbeBase
{
    private protected ActivityProbes(Func<IHubStore> store)
        : base(store)
    {
    }

    [Fact]
    public async Task Activities_InSequence_ReplayFromTheTop()
    {
        List<string> trace = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c =>
            {
                trace.Add((c.IsReplaying ? "R" : "L") + "0");
                var one = await c.CallActivityAsync<int>("add", 1);
                trace.Add((c.IsReplaying ? "R" : "L") + "1");
                var two = await c.CallActivityAsync<int>("add", one);
                trace.Add((c.IsReplaying ? "R" : "L") + "2");
                return two;
            });
            r.AddActivityFunc<int, int>("add", (_, n) => n + 1);
        });

        Assert.Equal(3, (await hub.RunAsync("o")).ReadOutputAs<int>());
        Assert.Equal("L0 R0 L1 R0 R1 L2", string.Join(' ', trace));
    }

    [Fact]
    public async Task Activity_Throws_FailureTellsWhatAndWhy()
    {
        TaskFailedException? seen = null;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                try
                {
                    await c.CallActivityAsync("boom");
                    return "";
                }
                catch (TaskFailedException failed)
                {
                    seen = failed;
                    throw;
                }
            });
            r.AddActivityFunc("boom", _ => throw new InvalidOperationException("bad 1", new ArgumentException("why")));
        });

        var end = await hub.RunAsync("o");

        Assert.Equal("Task 'boom' (#0) failed with an unhandled exception: bad 1", seen!.Message);
        Assert.Equal(0, seen.TaskId);
        Assert.Equal("System.InvalidOperationException", seen.FailureDetails.ErrorType);
        Assert.Equal("why", seen.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.True(seen.FailureDetails.IsCausedBy<Exception>());
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails.InnerFailure!.ErrorType);
        Assert.Equal(seen.Message, end.SerializedOutput);
    }

    [Fact]
    public async Task Activity_Unknown_FailsWithoutRetries()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            try
            {
                await c.CallActivityAsync("nowhere", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))));
                return "";
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorType;
            }
        }));

        Assert.Equal("ActivityTaskNotFound", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrator_Unknown_Fails()
    {
        var hub = await StartAsync(_ => { });

        Assert.Equal("OrchestratorTaskNotFound", (await hub.RunAsync("nowhere")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task RetryPolicy_FailsThenSucceeds_WaitsBetween()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<double>("o", async c =>
            {
                var start = c.CurrentUtcDateTime;
                await c.CallActivityAsync("flaky", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(1), backoffCoefficient: 2)));
                return (c.CurrentUtcDateTime - start).TotalMinutes;
            });
            r.AddActivityFunc("flaky", _ =>
            {
                if (++calls < 4)
                    throw new InvalidOperationException("no");
            });
        });
        hub.Clock.RunFreely();

        Assert.Equal(7, (await hub.RunAsync("o")).ReadOutputAs<double>());
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task RetryPolicy_HandleFailureFalse_StopsAtOnce()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("bad", options: new TaskOptions(
                new RetryPolicy(5, TimeSpan.FromMinutes(1)) { HandleFailure = failure => failure.ErrorType != "System.InvalidOperationException" })));
            r.AddActivityFunc("bad", _ =>
            {
                calls++;
                throw new InvalidOperationException("no");
            });
        });

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("o")).RuntimeStatus);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task RetryHandler_IsReplayedWithAttempts()
    {
        List<int> attempts = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("bad", options: TaskOptions.FromRetryHandler(retry =>
            {
                attempts.Add(retry.LastAttemptNumber);
                return retry.LastAttemptNumber < 3;
            })));
            r.AddActivityFunc("bad", _ => throw new InvalidOperationException("no"));
        });

        await hub.RunAsync("o");

        Assert.Equal([1, 1, 2, 1, 2, 3], attempts);
    }

    [Fact]
    public async Task Activity_WrongInputOrResultType_ShowsWhereItHappens()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("input", async c =>
            {
                try
                {
                    return await c.CallActivityAsync<string>("number", "text");
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorType;
                }
            });
            r.AddOrchestratorFunc<string>("result", async c =>
            {
                try
                {
                    return (await c.CallActivityAsync<int>("text")).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
                catch (System.Text.Json.JsonException)
                {
                    return "at the await";
                }
            });
            r.AddActivityFunc<int, string>("number", (_, _) => "");
            r.AddActivityFunc<string>("text", _ => "text");
        });

        Assert.Equal("System.Text.Json.JsonException", (await hub.RunAsync("input")).ReadOutputAs<string>());
        Assert.Equal("at the await", (await hub.RunAsync("result")).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("input")).RuntimeStatus);
    }

    [Fact]
    public async Task OptionsAsInput_Throws()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("a", (object)new TaskOptions())));

        Assert.Equal("System.ArgumentException", (await hub.RunAsync("o")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task UnawaitedActivity_KeepsInstanceRunningUntilItEnds()
    {
        TaskCompletionSource gate = new();
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", c =>
            {
                _ = c.CallActivityAsync("slow");
                return Task.FromResult("done");
            });
            r.AddActivityFunc("slow", async _ => await gate.Task);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.WaitForInstanceStartAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync(id)).RuntimeStatus);
        gate.SetResult();

        Assert.Equal("done", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task BigPayloads_TravelThroughEverything()
    {
        var big = new string('ä', 5_000_000);
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string, string>("o", async (c, input) =>
            {
                c.SetCustomStatus(new string('s', 40_000));
                var one = await c.CallActivityAsync<string>("echo", input);
                return await c.CallSubOrchestratorAsync<string>("child", one);
            });
            r.AddOrchestratorFunc<string, string>("child", (_, input) => Task.FromResult(input));
            r.AddActivityFunc<string, string>("echo", (_, text) => text);
        });

        var end = await hub.RunAsync("o", big);

        Assert.Equal(big, end.ReadOutputAs<string>());
        Assert.Equal(big, end.ReadInputAs<string>());
        Assert.Equal(40_000, end.ReadCustomStatusAs<string>()!.Length);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync(end.InstanceId)).PurgedInstanceCount);
    }
}
