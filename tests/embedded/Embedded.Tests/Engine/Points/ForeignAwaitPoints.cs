using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>
/// What is not the context's own. The real engine hangs at such an await for ever, or goes on beside history; this one fails with the sentence of
/// the Functions worker.
/// </summary>
public sealed class ForeignAwaitPoints() : ProbeBase(Stores.Memory)
{
    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> Orchestrators = new()
    {
        ["Task.Delay alone"] = async _ => await Task.Delay(1),
        ["Task.Delay, then an activity"] = async c =>
        {
            await Task.Delay(1);
            await c.CallActivityAsync("a");
        },
        ["an activity, then Task.Delay"] = async c =>
        {
            await c.CallActivityAsync("a");
            await Task.Delay(1);
        },
        ["Task.Delay beside an open wait"] = async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.Delay(1);
            await wait;
        },
        ["Task.Run"] = async c => await Task.Run(async () => await Task.Delay(1)),
        ["Task.Run that calls the context"] = async c => await Task.Run(async () =>
        {
            await Task.Delay(1);
            await c.CallActivityAsync("a");
        }),
        ["Task.Yield, then Task.Run"] = async c =>
        {
            await Task.Yield();
            await Task.Run(async () => await Task.Delay(1));
            await c.CallActivityAsync("a");
        },
        ["ConfigureAwait(false)"] = async c =>
        {
            await c.CallActivityAsync("a").ConfigureAwait(false);
            await c.CallActivityAsync("a").ConfigureAwait(false);
        },
        ["ConfigureAwait(false) of a timer"] = async c =>
        {
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None).ConfigureAwait(false);
            c.SetCustomStatus("after");
        },
        ["WhenAny with Task.Delay"] = async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.WhenAny(wait, Task.Delay(1));
            await wait;
        },
        ["WhenAny with Task.Run"] = async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.WhenAny(wait, Task.Run(async () => await Task.Delay(1)));
            await wait;
        },
        ["WhenAll with Task.Delay"] = async c => await Task.WhenAll(c.CallActivityAsync("a"), Task.Delay(1)),
        ["a completion source of one's own"] = async c =>
        {
            TaskCompletionSource own = new();
            ThreadPool.QueueUserWorkItem(_ => own.SetResult());
            await own.Task;
        },
        ["a file"] = async _ => await File.ReadAllBytesAsync(typeof(ForeignAwaitPoints).Assembly.Location),
    };

    public static TheoryData<string> Kinds => [.. Orchestrators.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ForeignAwait_FailsLoudly(string kind)
    {
        var hub = await StartAsync(r =>
        {
            r.AddOrchestratorFunc("o", Orchestrators[kind]);
            r.AddActivityFunc("a", _ => { });
        });
        hub.Clock.RunFreely();

        var end = await hub.RunAsync("o");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.StartsWith("An invalid asynchronous invocation was detected.", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompletedTasks_AreNoForeignAwait()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<int>("o", async _ =>
        {
            await Task.CompletedTask;
            await Task.WhenAll(Task.CompletedTask, Task.FromResult(1));
            return await ValueTask.FromResult(2);
        }));

        Assert.Equal(2, (await hub.RunAsync("o")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Entities_OfContextAndClient_ThrowNotSupported_WithASentence()
    {
        var hub = await StartAsync(r => r.AddOrchestratorFunc<string>("o", c => Task.FromResult(c.Entities.ToString()!)));
        var failure = (await hub.RunAsync("o")).FailureDetails!;
        Assert.Equal("System.NotSupportedException", failure.ErrorType);
        Assert.EndsWith(".", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("entities", failure.ErrorMessage, StringComparison.OrdinalIgnoreCase);

        var refused = Assert.Throws<NotSupportedException>(object? () => hub.Client.Entities);
        Assert.Contains("entit", refused.Message, StringComparison.OrdinalIgnoreCase);
    }
}
