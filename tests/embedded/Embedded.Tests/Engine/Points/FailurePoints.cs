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

    [Theory]
    [InlineData("nowhere", "OrchestratorTaskNotFound")]
    [InlineData("broken", "System.Reflection.TargetInvocationException")]
    [InlineData("cancelled", "System.AggregateException")]
    [InlineData("status", "System.NotSupportedException")]
    [InlineData("event", "System.Text.Json.JsonException")]
    public async Task FailureOutsideTheCode_HasDetails_ButNoOutput(string orchestrator, string errorType)
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestrator<BrokenOrchestrator>("broken");
            r.AddOrchestratorFunc("cancelled", async c => await c.WaitForExternalEvent<string>("never", TimeSpan.FromHours(1)));
            r.AddOrchestratorFunc("status", c => c.SetCustomStatus(typeof(string)));
            r.AddOrchestratorFunc<int>("event", c => c.WaitForExternalEvent<int>("e"));
        });
        hub.Clock.RunFreely();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator);
        if (orchestrator == "event")
            await hub.Client.RaiseEventAsync(id, "e", "text");

        var end = await hub.EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(errorType, end.FailureDetails!.ErrorType);
        Assert.Null(end.SerializedOutput);
    }

    [Fact]
    public async Task UncaughtTimeout_ShowsTheCancellationInside()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc("o", async c => await c.WaitForExternalEvent<string>("never", TimeSpan.FromHours(1))));
        hub.Clock.RunFreely();

        var failure = (await hub.RunAsync("o")).FailureDetails!;
        Assert.Equal("One or more errors occurred. (A task was canceled.)", failure.ErrorMessage);
        Assert.Equal("System.Threading.Tasks.TaskCanceledException", failure.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task NoResult_ReadAsAValueType_IsItsDefault()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<int>("o", async c =>
                1 + await c.CallActivityAsync<int>("nothing") + await c.CallSubOrchestratorAsync<int>("kid")
                + await c.CallActivityAsync<int>("nothing", new TaskOptions(new RetryPolicy(2, TimeSpan.FromMinutes(1)))));
            r.AddOrchestratorFunc<string?>("kid", _ => Task.FromResult<string?>(null));
            r.AddActivityFunc("nothing", _ => { });
        });

        Assert.Equal(1, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task NoInput_ForAnActivityThatTakesAValueType_Fails()
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc<string>("o", async c =>
            {
                Assert.Equal("null", await c.CallActivityAsync<string>("text"));
                try
                {
                    return await c.CallActivityAsync<string>("number");
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorType;
                }
            });
            r.AddActivityFunc<string?, string>("text", (_, text) => text ?? "null");
            r.AddActivityFunc<int, string>("number", (_, n) => $"{n}");
        });

        Assert.Equal("System.Text.Json.JsonException", (await hub.RunAsync("o")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task CustomStatus_IsTheObjectAsItStandsAtTheEndOfTheTurn()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", async c =>
        {
            List<int> steps = [1];
            c.SetCustomStatus(steps);
            steps.Add(2);
            return await c.WaitForExternalEvent<string>("e");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();

        Assert.Equal("[1,2]", (await hub.GetAsync(id)).SerializedCustomStatus);
    }

    private sealed class BrokenOrchestrator : TaskOrchestrator<object?, object?>
    {
        public BrokenOrchestrator() => throw new InvalidOperationException("cannot be made");

        public override Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => Task.FromResult(input);
    }
}
