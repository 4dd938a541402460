using LipServerless.Embedded.Serving;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Serving;

/// <summary>One process owns a task hub. A second one says so, takes no port, and serves once the first has ended.</summary>
public sealed class StandbyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lip-standby-");
    private readonly string prefix = AzuriteFixture.NewTablePrefix();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_WhileAnotherOwnsTheHub_WaitsAndServesAtItsAddressAfterwards()
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = await LipHost.StartAsync(Options(port: 0, _ => { }), default);
        var port = owner.Address.Port;

        var standby = LipHost.StartAsync(Options(port, line => said.TrySetResult(line)), default);
        var line = await said.Task.WaitAsync(Patience);
        using var http = new HttpClient { BaseAddress = owner.Address };
        var ownerServes = (await http.GetAsync(new Uri("api/health", UriKind.Relative))).IsSuccessStatusCode;
        var waited = !standby.IsCompleted;
        await owner.DisposeAsync();
        await using var successor = await standby.WaitAsync(Patience);

        Assert.StartsWith("Bereitschaft:", line, StringComparison.Ordinal);
        Assert.True(ownerServes);
        Assert.True(waited);
        Assert.Equal(port, successor.Address.Port);
        Assert.True((await http.GetAsync(new Uri("api/health", UriKind.Relative))).IsSuccessStatusCode);
    }

    private LipHostOptions Options(int port, Action<string> say) => new()
    {
        Workspace = folder.FullName,
        Port = port,
        InboxPort = 0,
        StorageConnectionString = AzuriteFixture.Shared.ConnectionString,
        OwnSettingsOnly = true,
        Settings = new Dictionary<string, string?> { ["Lip:Storage:Prefix"] = prefix },
        Say = say,
    };
}
