using System.IO.Pipes;
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
    // Long enough that it is not over before it is awaited, on a busy machine too: what is over is no foreign await.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(50);

    private static readonly Dictionary<string, Func<TaskOrchestrationContext, Task>> Orchestrators = new()
    {
        ["Task.Delay alone"] = async _ => await Task.Delay(Later),
        ["Task.Delay, then an activity"] = async c =>
        {
            await Task.Delay(Later);
            await c.CallActivityAsync("a");
        },
        ["an activity, then Task.Delay"] = async c =>
        {
            await c.CallActivityAsync("a");
            await Task.Delay(Later);
        },
        ["Task.Delay beside an open wait"] = async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.Delay(Later);
            await wait;
        },
        ["Task.Run"] = async c => await Task.Run(async () => await Task.Delay(Later)),
        ["Task.Run that calls the context"] = async c => await Task.Run(async () =>
        {
            await Task.Delay(Later);
            await c.CallActivityAsync("a");
        }),
        ["Task.Yield, then Task.Run"] = async c =>
        {
            await Task.Yield();
            await Task.Run(async () => await Task.Delay(Later));
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
            await Task.WhenAny(wait, Task.Delay(Later));
            await wait;
        },
        ["WhenAny with Task.Run"] = async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await Task.WhenAny(wait, Task.Run(async () => await Task.Delay(Later)));
            await wait;
        },
        ["WhenAll with Task.Delay"] = async c => await Task.WhenAll(c.CallActivityAsync("a"), Task.Delay(Later)),
        ["a completion source of one's own"] = async c =>
        {
            TaskCompletionSource own = new();
            _ = Task.Delay(Later).ContinueWith(_ => own.SetResult());
            await own.Task;
        },
        ["a stream"] = async _ =>
        {
            using AnonymousPipeServerStream pipe = new(PipeDirection.In);
            await using AnonymousPipeClientStream end = new(PipeDirection.Out, pipe.ClientSafePipeHandle);
            var read = pipe.ReadAsync(new byte[1]).AsTask();
            var written = Task.Delay(Later).ContinueWith(_ => end.WriteByte(1), TaskScheduler.Default);
            await read;
            await written;
        },
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
