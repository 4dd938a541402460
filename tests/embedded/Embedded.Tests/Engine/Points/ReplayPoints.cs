using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>Replay: measured points of the real engine that no other probe shows.</summary>
public sealed class ReplayPoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task ChangedInput_PassesUnnoticed()
    {
        var replays = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c => await c.CallActivityAsync<int>("echo", ++replays) + await c.CallActivityAsync<int>("echo", 10));
            r.AddActivityFunc<int, int>("echo", (_, n) => n);
        });

        Assert.Equal(11, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task NameInOtherCase_PassesUnnoticed()
    {
        var replays = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c => await c.CallActivityAsync<int>(replays++ == 0 ? "echo" : "ECHO", 1));
            r.AddActivityFunc<int, int>("echo", (_, n) => n);
        });

        Assert.Equal(1, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("name")]
    [InlineData("kind")]
    [InlineData("fewer")]
    public async Task ChangedKindOrName_FailsTheInstance(string change)
    {
        var replays = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                if (replays++ == 0)
                    await c.CallActivityAsync("a");
                else if (change == "name")
                    await c.CallActivityAsync("b");
                else if (change == "kind")
                    await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return "";
            });
            r.AddActivityFunc("a", _ => { });
            r.AddActivityFunc("b", _ => { });
        });

        var end = await hub.RunAsync("o");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails!.ErrorType);
        Assert.Equal(end.FailureDetails.ErrorMessage, end.SerializedOutput);
    }

    [Fact]
    public async Task NewGuid_IsVersion5OfInstanceTimeAndCounter()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string[]>("o", c => Task.FromResult<string[]>(
            [c.CurrentUtcDateTime.ToString("O"), c.NewGuid().ToString(), c.NewGuid().ToString()])));
        var end = await hub.RunAsync("o");
        var seen = end.ReadOutputAs<string[]>()!;

        Assert.Equal([PublishedGuid.Of(end.InstanceId, seen[0], 0).ToString(), PublishedGuid.Of(end.InstanceId, seen[0], 1).ToString()], seen[1..]);
    }
}
