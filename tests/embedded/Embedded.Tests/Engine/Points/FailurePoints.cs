using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>Failures of activities, orchestrators and payloads: measured points of the real engine that no other probe shows.</summary>
public sealed class FailurePoints() : ProbeBase(Stores.Memory)
{
    [Fact]
    public async Task OrchestratorsOwnException_GivesItsTypeAndMessage()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>(
            "o", string (_) => throw new InvalidOperationException("outer", new FormatException("inner"))));

        var end = await hub.RunAsync("o");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("outer", end.SerializedOutput);
        Assert.Equal("System.InvalidOperationException", end.FailureDetails!.ErrorType);
        Assert.Equal("outer", end.FailureDetails.ErrorMessage);
        Assert.Equal("System.FormatException", end.FailureDetails.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task FailureDetails_CarryTheStackTrace()
    {
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
                    return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.StackTrace is { Length: > 0 }}";
                }
            });
            r.AddActivityFunc("boom", _ => throw new InvalidOperationException("x"));
        });

        Assert.Equal("boom 0 True", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task UnknownActivity_IsNotRetriedByAHandlerEither()
    {
        var asked = 0;
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("nowhere", options: TaskOptions.FromRetryHandler(_ =>
        {
            asked++;
            return true;
        }))));

        var end = await hub.RunAsync("o");
        Assert.Equal("ActivityTaskNotFound", end.FailureDetails!.InnerFailure!.ErrorType);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task WhenAll_WithOneFailing_WaitsForTheOthers()
    {
        TaskCompletionSource gate = new();
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                var slow = c.CallActivityAsync("slow");
                try
                {
                    await Task.WhenAll(c.CallActivityAsync("boom"), slow);
                    return "fine";
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.TaskName} {slow.IsCompletedSuccessfully}";
                }
            });
            r.AddActivityFunc("boom", _ => throw new InvalidOperationException("x"));
            r.AddActivityFunc("slow", async _ => await gate.Task);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.Client.WaitForInstanceStartAsync(id);
        gate.SetResult();

        Assert.Equal("boom True", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task OptionsWithoutInput_AreOptions()
    {
        var calls = 0;
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", async c => await c.CallActivityAsync("flaky", new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(1)))));
            r.AddActivityFunc("flaky", _ =>
            {
                if (++calls == 1)
                    throw new InvalidOperationException("once");
            });
        });
        hub.Clock.RunFreely();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.RunAsync("o")).RuntimeStatus);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task OrchestratorInputOfAnotherType_FailsTheInstance()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, int>("o", (_, n) => Task.FromResult(n)));

        var end = await hub.RunAsync("o", "text");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", end.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task GetInput_AsAnotherTypeThanDeclared_DoesNotConvert()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int, string>("o", (c, _) => Task.FromResult(c.GetInput<string>() ?? "null")));

        Assert.Equal("System.InvalidCastException", (await hub.RunAsync("o", 4)).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task ObjectInput_ArrivesAsJsonElement_AndNullOutputIsNull()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<object, string>("o", async (c, input) => $"{input.GetType().Name} {await c.CallActivityAsync<string>("a", new { n = 1 })}");
            r.AddActivityFunc<object, string>("a", (_, input) => input.GetType().Name);
            r.AddOrchestratorFunc<string?>("null", _ => Task.FromResult<string?>(null));
        });

        Assert.Equal("JsonElement JsonElement", (await hub.RunAsync("o", new { n = 1 })).ReadOutputAs<string>());
        var end = await hub.RunAsync("null");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Null(end.SerializedOutput);
    }

    [Fact]
    public async Task ActivityVersion_IsTheInstances_UnlessTheCallNamesOne()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c => string.Join(
                ' ',
                await c.CallActivityAsync<string>("version"),
                await c.CallActivityAsync<string>("version", options: new TaskOptions { Version = "7.0" })));
            r.AddActivityFunc<string>("version", c => c.Version);
        });
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o", new StartOrchestrationOptions { Version = "1.0" });

        Assert.Equal("1.0 7.0", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
