using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Embedded.Tests.Engine.Probes;

public sealed class LifecycleProbesInMemory() : LifecycleProbes(Stores.Memory);

public sealed class LifecycleProbesOnTables() : LifecycleProbes(Stores.Tables);

public abstract class LifecycleProbes : ProbeBase
{
    private protected LifecycleProbes(Func<IHubStore> store)
        : base(store)
    {
    }

    private static void Waiting(DurableTaskRegistry r) =>
        r.AddOrchestratorFunc<string>("wait", c => c.WaitForExternalEvent<string>("e"));

    [Fact]
    public async Task Start_RunningId_IsRefused()
    {
        var hub = await StartAsync(Waiting);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("id"));
        await Assert.ThrowsAsync<InstanceAlreadyExistsException>(() =>
            hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("id")));
    }

    [Fact]
    public async Task Start_FinishedId_IsReplacedUnlessDeduped()
    {
        var hub = await StartAsync(Waiting);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("id"));
        await hub.Client.RaiseEventAsync("id", "e", "one");
        await hub.EndOfAsync("id");
        await Assert.ThrowsAsync<InstanceAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "wait", new StartOrchestrationOptions("id").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("id"));
        await hub.Client.RaiseEventAsync("id", "e", "two");

        Assert.Equal("two", (await hub.EndOfAsync("id")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("@a")]
    [InlineData("a/b")]
    [InlineData("a?")]
    [InlineData("a\n")]
    public async Task Start_IllegalId_Throws(string id)
    {
        var hub = await StartAsync(Waiting);
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Start_WithStartAt_WaitsAndKeepsEvents()
    {
        var hub = await StartAsync(Waiting);
        var at = hub.Clock.GetUtcNow() + TimeSpan.FromDays(60);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions(StartAt: at));
        await hub.Client.RaiseEventAsync(id, "e", "early");
        await hub.AdvanceAsync(TimeSpan.FromDays(59));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal("early", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminate_Recursive_EndsChildrenToo()
    {
        var hub = await StartAsync(r =>
        {
            Waiting(r);
            r.AddOrchestratorFunc("parent", async c =>
            {
                c.SetCustomStatus("here");
                await c.CallSubOrchestratorAsync("wait", options: new SubOrchestrationOptions(instanceId: "kid"));
            });
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("parent");
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("why", Recursive: true));

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("\"why\"", end.SerializedOutput);
        Assert.Equal("here", end.ReadCustomStatusAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync("kid")).RuntimeStatus);
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.TerminateInstanceAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.TerminateInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Terminate_NotRecursive_LeavesChildren()
    {
        var hub = await StartAsync(r =>
        {
            Waiting(r);
            r.AddOrchestratorFunc("parent", async c => await c.CallSubOrchestratorAsync("wait", options: new SubOrchestrationOptions(instanceId: "kid")));
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("parent");
        await hub.IdleAsync();
        await hub.Client.TerminateInstanceAsync(id);
        await hub.EndOfAsync(id);
        await hub.IdleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.GetAsync("kid")).RuntimeStatus);
    }

    [Fact]
    public async Task Suspend_HoldsEventsAndTimers_UntilResume()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            var due = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            var text = await c.WaitForExternalEvent<string>("e");
            await due;
            return text;
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.SuspendInstanceAsync(id, "pause");
        await hub.Client.RaiseEventAsync(id, "e", "held");
        await hub.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.GetAsync(id)).RuntimeStatus);
        await hub.Client.ResumeInstanceAsync(id);

        Assert.Equal("held", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Get_WithoutInputsAndOutputs_HasNoTexts()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string, string>("o", string (_, _) => throw new InvalidOperationException("x")));
        var id = (await hub.RunAsync("o", "in")).InstanceId;

        var bare = (await hub.Client.GetInstanceAsync(id))!;

        Assert.Null(bare.SerializedInput);
        Assert.Null(bare.SerializedOutput);
        Assert.Null(bare.FailureDetails);
        Assert.Throws<InvalidOperationException>(object? () => bare.ReadInputAs<string>());
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Query_Pages_ByPrefixAndStatus()
    {
        var hub = await StartAsync(r =>
        {
            Waiting(r);
            r.AddOrchestratorFunc("quick", _ => 1);
        });
        for (var i = 0; i < 5; i++)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("quick", new StartOrchestrationOptions($"q-{i}"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", new StartOrchestrationOptions("q-w"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("quick", new StartOrchestrationOptions("other"));
        await hub.IdleAsync();

        List<int> sizes = [];
        List<string> ids = [];
        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "q-", PageSize: 2)).AsPages())
        {
            sizes.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(one => one.InstanceId));
        }

        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(["q-0", "q-1", "q-2", "q-3", "q-4"], ids);
    }

    [Fact]
    public async Task Purge_OnlyFinished()
    {
        var hub = await StartAsync(r =>
        {
            Waiting(r);
            r.AddOrchestratorFunc("quick", _ => 1);
        });
        var done = (await hub.RunAsync("quick")).InstanceId;
        var running = await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait");

        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(running)).PurgedInstanceCount);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync(done)).PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync(done));
        await hub.RunAsync("quick");
        Assert.Equal(1, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]))).PurgedInstanceCount);
    }

    [Fact]
    public async Task WaitForStart_ReturnsOnceRunning()
    {
        var hub = await StartAsync(Waiting);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("wait");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.WaitForInstanceStartAsync(id)).RuntimeStatus);
        using var soon = new CancellationTokenSource();
        var unknown = hub.Client.WaitForInstanceCompletionAsync("nobody", soon.Token);
        soon.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unknown);
    }

    [Fact]
    public async Task Restart_RunsAgainWithSameInput()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, int>("o", (_, n) => n + 1));
        var first = await hub.RunAsync("o", 4);
        Assert.Equal(first.InstanceId, await hub.Client.RestartAsync(first.InstanceId));
        Assert.Equal(5, (await hub.EndOfAsync(first.InstanceId)).ReadOutputAs<int>());
        var other = await hub.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true);
        Assert.NotEqual(first.InstanceId, other);
        Assert.Equal(5, (await hub.EndOfAsync(other)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Rewind_RunsFailedActivityAgain()
    {
        var broken = true;
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c => await c.CallActivityAsync<int>("fine") + await c.CallSubOrchestratorAsync<int>("kid"));
            r.AddOrchestratorFunc<int>("kid", c => c.CallActivityAsync<int>("flaky"));
            r.AddActivityFunc<int>("fine", _ => ++calls);
            r.AddActivityFunc<int>("flaky", _ => broken ? throw new InvalidOperationException("broken") : 10);
        });
        var id = (await hub.RunAsync("o")).InstanceId;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.GetAsync(id)).RuntimeStatus);
        broken = false;
        await hub.Client.RewindInstanceAsync(id, "repaired");

        Assert.Equal(11, (await hub.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Version_IsStampedAndReadable()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => Task.FromResult(c.Version)), options: o => o.DefaultVersion = "1.0");
        Assert.Equal("1.0", (await hub.RunAsync("o")).ReadOutputAs<string>());
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions { Version = "2.0", Tags = new Dictionary<string, string> { ["k"] = "v" } });
        var end = await hub.EndOfAsync(id);
        Assert.Equal("2.0", end.ReadOutputAs<string>());
        Assert.Equal("v", end.Tags["k"]);
    }

    [Fact]
    public async Task Version_TooNew_WaitsOrFailsAsConfigured()
    {
        static DurableTaskWorkerOptions.VersioningOptions Rule(DurableTaskWorkerOptions.VersionFailureStrategy failure) => new()
        {
            Version = "1.5",
            MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder,
            FailureStrategy = failure,
        };
        static void Tasks(DurableTaskRegistry r) => r.AddOrchestratorFunc("o", c => c.Version);
        var rejecting = await StartAsync(Tasks, options: o => o.Versioning = Rule(DurableTaskWorkerOptions.VersionFailureStrategy.Reject));
        await rejecting.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("new") { Version = "2.0" });
        await rejecting.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions("old") { Version = "1.0" });
        Assert.Equal("1.0", (await rejecting.EndOfAsync("old")).ReadOutputAs<string>());
        await rejecting.IdleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await rejecting.GetAsync("new")).RuntimeStatus);
        await rejecting.StopAsync();

        var failing = await StartAsync(Tasks, options: o => o.Versioning = Rule(DurableTaskWorkerOptions.VersionFailureStrategy.Fail));
        Assert.Equal("VersionMismatch", (await failing.EndOfAsync("new")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Logger_ReplaySafe_WritesOnce()
    {
        var log = new CountingLog();
        var hub = await StartAsync(
            r =>
            {
                r.AddOrchestratorFunc("o", async c =>
                {
                    c.CreateReplaySafeLogger("mine").LogWarning("start");
                    await c.CallActivityAsync("a");
                    c.CreateReplaySafeLogger("mine").LogWarning("end");
                });
                r.AddActivityFunc("a", _ => { });
            },
            services: s => s.AddLogging(l => l.AddProvider(log)));
        await hub.RunAsync("o");

        Assert.Equal(["start", "end"], log.Lines);
    }

    [Fact]
    public async Task Client_Cancelled_Throws()
    {
        var hub = await StartAsync(Waiting);
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("wait", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.Client.WaitForInstanceStartAsync("x", cancelled.Token));
    }

    [Fact]
    public async Task ListInstanceIds_PagesByCompletion()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("quick", _ => 1));
        for (var i = 0; i < 3; i++)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("quick", new StartOrchestrationOptions($"l-{i}"));
        await hub.IdleAsync();
        var first = await hub.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2);
        var second = await hub.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2, lastInstanceKey: first.ContinuationToken);

        var created = (await hub.GetAsync("l-0")).CreatedAt;
        Assert.Equal(0, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: created.AddTicks(-1)))).PurgedInstanceCount);
        Assert.Equal(0, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: created.AddTicks(1)))).PurgedInstanceCount);
        Assert.Equal(["l-0", "l-1"], first.Values);
        Assert.Equal(["l-2"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    private sealed class CountingLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "mine" ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
