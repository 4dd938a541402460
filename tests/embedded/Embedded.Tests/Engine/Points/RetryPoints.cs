using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>Retries: measured points of the real engine that no other probe shows.</summary>
public sealed class RetryPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task Attempts_CountTheFirst_DelaysGrowAndAreCapped()
    {
        List<double> minutes = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c =>
            {
                var start = c.CurrentUtcDateTime;
                var options = new TaskOptions(new RetryPolicy(5, TimeSpan.FromMinutes(1), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(5)));
                try
                {
                    await c.CallActivityAsync("bad", options: options);
                }
                finally
                {
                    minutes.Add((c.CurrentUtcDateTime - start).TotalMinutes);
                }
            });
            r.AddActivityFunc("bad", _ => throw new InvalidOperationException("no"));
        });
        hub.Clock.RunFreely();
        var end = await hub.RunAsync("o");

        Assert.Equal("Task 'bad' (#8) failed with an unhandled exception: no", end.SerializedOutput);
        Assert.Equal(1 + 3 + 5 + 5, Math.Round(minutes[^1], 1));
    }

    [Fact]
    public async Task DefaultDelay_IsCappedAtOneHour()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<double>("o", async c =>
            {
                var start = c.CurrentUtcDateTime;
                await c.CallActivityAsync("bad", options: new TaskOptions(new RetryPolicy(9, TimeSpan.FromMinutes(30), backoffCoefficient: 100)));
                return Math.Round((c.CurrentUtcDateTime - start).TotalMinutes, 1);
            });
            r.AddActivityFunc("bad", _ =>
            {
                if (++calls < 4)
                    throw new InvalidOperationException("no");
            });
        });
        hub.Clock.RunFreely();

        Assert.Equal(30 + 60 + 60, (await hub.RunAsync("o")).ReadOutputAs<double>());
    }

    [Fact]
    public async Task RetryTimeout_CountsFromTheFirstAttempt()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync(
                "bad", options: new TaskOptions(new RetryPolicy(50, TimeSpan.FromMinutes(2), retryTimeout: TimeSpan.FromMinutes(5)))));
            r.AddActivityFunc("bad", _ =>
            {
                calls++;
                throw new InvalidOperationException("no");
            });
        });
        hub.Clock.RunFreely();
        await hub.RunAsync("o");

        // At 0, 2, 4 and 6 minutes; after the last one five minutes are over.
        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task HandleFailure_IsNotAskedAfterTheLastAttempt()
    {
        List<int> asked = [];
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("bad", options: new TaskOptions(
                new RetryPolicy(1, TimeSpan.FromMinutes(1))
                {
                    HandleFailure = _ =>
                    {
                        asked.Add(calls);
                        return true;
                    },
                })));
            r.AddActivityFunc("bad", _ =>
            {
                calls++;
                throw new InvalidOperationException("no");
            });
        });
        await hub.RunAsync("o");

        Assert.Equal(1, calls);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task HandleFailure_Throwing_StopsWithTheActivitysFailure()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("bad", options: new TaskOptions(
                new RetryPolicy(5, TimeSpan.FromMinutes(1)) { HandleFailure = _ => throw new NotSupportedException("in the handler") })));
            r.AddActivityFunc("bad", _ => throw new InvalidOperationException("no"));
        });

        Assert.Equal("Task 'bad' (#0) failed with an unhandled exception: no", (await hub.RunAsync("o")).SerializedOutput);
    }

    [Fact]
    public async Task ResultOfAnotherType_IsRetriedByThePolicy()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                try
                {
                    await c.CallActivityAsync<int>("text", options: new TaskOptions(new RetryPolicy(3, TimeSpan.FromMinutes(1))));
                    return "read";
                }
                catch (System.Text.Json.JsonException)
                {
                    return "at the await";
                }
            });
            r.AddActivityFunc<string>("text", _ =>
            {
                calls++;
                return "text";
            });
        });
        hub.Clock.RunFreely();

        Assert.Equal("at the await", (await hub.RunAsync("o")).ReadOutputAs<string>());
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.9)]
    public void Policy_OutOfRange_Throws(int attempts, int seconds, double coefficient) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(seconds), coefficient));

    [Fact]
    public async Task Handler_RetriesAtOnce_AndIsToldWhatHappened()
    {
        List<string> told = [];
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<double>("o", async c =>
            {
                var start = c.CurrentUtcDateTime;
                await c.CallActivityAsync("flaky", options: TaskOptions.FromRetryHandler(retry =>
                {
                    if (!retry.OrchestrationContext.IsReplaying)
                        told.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorType} {retry.LastFailure.ErrorMessage} {retry.CancellationToken.IsCancellationRequested}");
                    return true;
                }));
                return Math.Round((c.CurrentUtcDateTime - start).TotalMinutes, 1);
            });
            r.AddActivityFunc("flaky", _ =>
            {
                if (++calls < 3)
                    throw new InvalidOperationException($"no {calls}");
            });
        });

        Assert.Equal(0, (await hub.RunAsync("o")).ReadOutputAs<double>());
        Assert.Equal(["1 System.InvalidOperationException no 1 False", "2 System.InvalidOperationException no 2 False"], told);
    }

    [Fact]
    public async Task SubOrchestration_IsRetriedUnderItsOwnId()
    {
        List<string> ids = [];
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", c => c.CallSubOrchestratorAsync<string>(
                "kid", options: TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMinutes(1)))));
            r.AddOrchestratorFunc<string>("kid", c =>
            {
                ids.Add(c.InstanceId);
                return ids.Count < 3 ? throw new InvalidOperationException("no") : Task.FromResult("third time");
            });
        });
        hub.Clock.RunFreely();

        Assert.Equal("third time", (await hub.RunAsync("o")).ReadOutputAs<string>());
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task LastFailure_IsFollowedByOneMoreTimer_DueAtOnce()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("bad", options: new TaskOptions(
                new RetryPolicy(2, TimeSpan.FromMinutes(1)) { HandleFailure = _ => true })));
            r.AddActivityFunc("bad", _ => throw new InvalidOperationException("no"));
        });
        hub.Clock.RunFreely();
        var history = (await Store.LoadAsync((await hub.RunAsync("o")).InstanceId, default))!.History;

        var timers = history.OfType<TimerCreated>().ToList();
        Assert.Equal(2, timers.Count);
        Assert.Equal(2, history.OfType<TimerFired>().Count());
        Assert.Equal(history.OfType<TurnStarted>().Last(turn => turn.At <= timers[1].FireAt).At, timers[1].FireAt);
    }

    [Fact]
    public async Task TimerOfSeventyDays_IsSplitIntoThreeDays()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", c => c.CreateTimer(TimeSpan.FromDays(70), CancellationToken.None)));
        hub.Clock.RunFreely();
        var history = (await Store.LoadAsync((await hub.RunAsync("o")).InstanceId, default))!.History;

        Assert.Equal(24, history.OfType<TimerCreated>().Count());
    }
}
