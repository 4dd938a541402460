using Azure;
using Azure.Communication.Email;
using LipServerless.Activities.Ports;
using LipServerless.Adapters;
using LipServerless.Embedded.Serving;
using LipServerless.Embedded.Tests.Inbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Tests.Serving;

/// <summary>The inbox alone, for an application in the Functions tools.</summary>
public sealed class InboxCommandTests : IDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    private readonly string folder = Directory.CreateTempSubdirectory("lip-inbox-").FullName;

    [Fact]
    public async Task Run_PrintsTheSettingThatLeadsMailHere_UntilItIsStopped()
    {
        using var stop = new CancellationTokenSource();
        var setting = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = InboxCommand.RunAsync(
            Workspace.Open(folder),
            port: 0,
            Nowhere,
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
        var first = InboxCommand.RunAsync(Workspace.Open(folder), port: 0, Nowhere, _ => stands.TrySetResult(), stop.Token);
        await stands.Task;

        var second = await InboxCommand.RunAsync(Workspace.Open(folder), port: 0, Nowhere, _ => { }, CancellationToken.None);
        await stop.CancelAsync();

        Assert.Equal(1, second);
        Assert.Equal(0, await first);
    }

    [Fact]
    public async Task Run_SettingsItPrints_LeadReportsToTheApplication()
    {
        await using var hook = await TestHook.StartAsync();
        using var stop = new CancellationTokenSource();
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var run = InboxCommand.RunAsync(Workspace.Open(folder), port: 0, hook.Address, lines.Enqueue, stop.Token);

        var token = (await hook.NextAsync()).Headers["Authorization"];
        while (!lines.Any(line => line.Contains("Lip__Entra__Authority", StringComparison.Ordinal))) await Task.Yield();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(lines.Where(line => line.Contains("Lip__", StringComparison.Ordinal))
            .Select(line => line.Split('"')).Select(parts => KeyValuePair.Create(parts[1].Replace("__", ":", StringComparison.Ordinal), (string?)parts[3]))).Build();
        settings["Lip:Mail:Sender"] = "beteiligung@example.org";
        settings["Lip:Storage:ConnectionString"] = "UseDevelopmentStorage=true";
        settings["Lip:PublicBaseUrl"] = "http://lip.invalid/";
        settings["Lip:LinkSecret"] = Convert.ToBase64String(new byte[32]);
        await using var application = new ServiceCollection().AddLogging().AddLipAdapters(AdapterSettings.From(settings)).BuildServiceProvider();
        var check = application.GetRequiredService<IEventSenderCheck>();

        Assert.Equal(SenderStanding.Known, (await check.CheckAsync(token, CancellationToken.None)).Standing);
        Assert.Equal(SenderStanding.Unknown, (await check.CheckAsync(token[..^4] + "AAAA", CancellationToken.None)).Standing);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task Run_ReportsElsewhere_EndsWithACode() =>
        Assert.Equal(1, await InboxCommand.RunAsync(Workspace.Open(folder), port: 0, new Uri("https://hooks.example/"), _ => { }, CancellationToken.None));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
