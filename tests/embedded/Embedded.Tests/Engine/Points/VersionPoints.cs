using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>One task name in several versions: found as the factory of the real worker finds it.</summary>
public sealed class VersionPoints() : ProbeBase(Stores.Memory)
{
    private static void Orchestrators(DurableTaskRegistry r, params string[] versions)
    {
        foreach (var version in versions)
            r.AddOrchestratorFunc<string?, string>("o", version, (c, _) => Task.FromResult($"o{version} of {c.Version}"));
    }

    private static void Activities(DurableTaskRegistry r, params string[] versions)
    {
        foreach (var version in versions)
            r.AddActivityFunc<string?, string>("a", version, (c, _) => Task.FromResult($"a{version} of {c.Version}"));
    }

    [Theory]
    [InlineData("1.0", "o1.0 of 1.0")]
    [InlineData("2.0-Beta", "o2.0-BETA of 2.0-Beta")]
    [InlineData("", "o of ")]
    public async Task Orchestrator_OfTheInstancesVersion_Runs(string version, string expected)
    {
        var hub = await StartAsync(r => Orchestrators(r, "1.0", "2.0-BETA", ""));

        Assert.Equal(expected, (await RunAsync(hub, "o", version)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("3.0", "No orchestrator task named 'o' with version '3.0' was found.")]
    [InlineData("", "No orchestrator task named 'o' was found.")]
    public async Task Orchestrator_OfAnotherVersion_IsNotFound(string version, string expected)
    {
        var hub = await StartAsync(r => Orchestrators(r, "1.0", "2.0"));

        var end = await RunAsync(hub, "o", version);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("OrchestratorTaskNotFound", end.FailureDetails!.ErrorType);
        Assert.Equal(expected, end.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task UnversionedOrchestrator_BesideVersionedOnes_IsNoFallback()
    {
        var hub = await StartAsync(r => Orchestrators(r, "1.0", ""));

        Assert.Equal("OrchestratorTaskNotFound", (await RunAsync(hub, "o", "3.0")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task UnversionedOrchestrator_Alone_RunsEveryVersion()
    {
        var hub = await StartAsync(r => Orchestrators(r, ""));

        Assert.Equal("o of 3.0", (await RunAsync(hub, "o", "3.0")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_OfTheInstancesVersion_OrOfTheCalls_Runs()
    {
        var hub = await StartAsync(r =>
        {
            Activities(r, "1.0", "2.0", "");
            r.AddOrchestratorFunc<string>("all", async c => string.Join(
                ", ",
                await c.CallActivityAsync<string>("a"),
                await c.CallActivityAsync<string>("A", options: new TaskOptions { Version = "2.0" }),
                await c.CallActivityAsync<string>("a", options: new TaskOptions { Version = TaskVersion.Unversioned })));
        });

        Assert.Equal("a1.0 of 1.0, a2.0 of 2.0, a of ", (await RunAsync(hub, "all", "1.0")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Activity_OfAVersionNobodyRegistered_IsNotFound_AndNotRetried()
    {
        var hub = await StartAsync(r =>
        {
            Activities(r, "1.0", "");
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                try
                {
                    return await c.CallActivityAsync<string>("a", options: new TaskOptions(new RetryPolicy(5, TimeSpan.FromHours(1))) { Version = "9" });
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ToString();
                }
            });
        });

        Assert.Equal(
            "ActivityTaskNotFound: No activity task named 'a' with version '9' was found.",
            (await RunAsync(hub, "o", "1.0")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Children_RunInTheVersionTheyAreCalledWith()
    {
        var hub = await StartAsync(
            r =>
            {
                Orchestrators(r, "1.0", "2.0", "");
                r.AddOrchestratorFunc<string>("parent", async c => string.Join(
                    ", ",
                    await c.CallSubOrchestratorAsync<string>("o"),
                    await c.CallSubOrchestratorAsync<string>("o", options: new SubOrchestrationOptions { Version = "2.0" }),
                    await c.CallSubOrchestratorAsync<string>("o", options: new SubOrchestrationOptions { Version = TaskVersion.Unversioned })));
            },
            options: o => o.DefaultVersion = "1.0");

        Assert.Equal("o1.0 of 1.0, o2.0 of 2.0, o of ", (await RunAsync(hub, "parent", "7.0")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_ToANewVersion_RunsItsCode()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string?, string>("o", "1.0", (c, _) =>
            {
                c.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
                return Task.FromResult("");
            });
            Orchestrators(r, "2.0");
        });

        Assert.Equal("o2.0 of 2.0", (await RunAsync(hub, "o", "1.0")).ReadOutputAs<string>());
    }

    [Fact]
    public void SameNameAndVersionTwice_IsRefused()
    {
        DurableTaskRegistry registry = new();
        Orchestrators(registry, "1.0");

        Assert.Throws<ArgumentException>(() => Orchestrators(registry, "1.0"));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestratorFunc<string?, string>("O", "1.0", (_, _) => Task.FromResult("")));
    }

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("1.0.0", false)]
    [InlineData("", false)]
    public async Task Strict_RunsOnlyTheWorkersVersion(string version, bool runs)
    {
        var hub = await StartAsync(
            r => Orchestrators(r, ""),
            options: o => o.Versioning = new DurableTaskWorkerOptions.VersioningOptions
            {
                Version = "1.0",
                MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
                FailureStrategy = DurableTaskWorkerOptions.VersionFailureStrategy.Fail,
            });

        var end = await RunAsync(hub, "o", version);
        Assert.Equal(runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(runs ? null : $"The orchestration version '{version}' does not match the worker version '1.0'.", end.FailureDetails?.ErrorMessage);
    }

    private static async Task<OrchestrationMetadata> RunAsync(TestHub hub, string name, string version) =>
        await hub.EndOfAsync(await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions { Version = version }));
}
