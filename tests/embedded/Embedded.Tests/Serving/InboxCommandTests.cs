using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Serving;

namespace LipServerless.Embedded.Tests.Serving;

/// <summary>The inbox alone, for an application in the Functions tools.</summary>
public sealed class InboxCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lip-inbox-").FullName;

    [Fact]
    public async Task Run_PrintsTheSettingThatLeadsMailHere_UntilItIsStopped()
    {
        using var stop = new CancellationTokenSource();
        var setting = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = InboxCommand.RunAsync(
            Workspace.Open(folder),
            port: 0,
            line =>
            {
                if (line.Contains("Lip__Mail__ConnectionString", StringComparison.Ordinal))
                    setting.SetResult(line.Split('"')[3]);
            },
            stop.Token);

        var client = new EmailClient(await setting.Task);
        var sent = await client.SendAsync(
            WaitUntil.Completed, "beteiligung@example.org", "ada@example.org", "Probe", "<p>Probe</p>", cancellationToken: CancellationToken.None);
        await stop.CancelAsync();

        Assert.Equal(EmailSendStatus.Succeeded, sent.Value.Status);
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task Run_WhereAnotherInboxHasTheFolder_EndsWithACode()
    {
        using var stop = new CancellationTokenSource();
        var stands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = InboxCommand.RunAsync(Workspace.Open(folder), port: 0, _ => stands.TrySetResult(), stop.Token);
        await stands.Task;

        var second = await InboxCommand.RunAsync(Workspace.Open(folder), port: 0, _ => { }, CancellationToken.None);
        await stop.CancelAsync();

        Assert.Equal(1, second);
        Assert.Equal(0, await first);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
