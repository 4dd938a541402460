using System.Diagnostics;
using Azure.Data.Tables;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.Testing;

namespace LipServerless.Embedded.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lip azurite ").FullName;

    // Should a test fail half-way, its Azurite ends with this process at the latest.
    private AzuriteOptions Options => new() { DataFolder = folder, OwnerProcessId = Environment.ProcessId };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public async Task StopAsync_RightAfterAcknowledgedWrites_LosesNone()
    {
        Skip.If(OperatingSystem.IsWindows(), "No SIGTERM on Windows.");
        var first = await EnsureAsync();
        var table = new TableClient(first.ConnectionString, "rows");
        await table.CreateAsync();
        await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:000}"))));

        await first.StopAsync();

        Assert.False(await AzuriteProbe.AnswersAsync(EmulatorAccount.Endpoint(first.TablePort)));
        Assert.Empty(Directory.GetFiles(folder, "*.pid.json"));
        var second = await EnsureAsync();
        Assert.False(second.Adopted);
        Assert.Equal(100, new TableClient(second.ConnectionString, "rows").Query<TableEntity>().Count());
        await second.StopAsync();
    }

    [Fact]
    public async Task EnsureAsync_OneRunsThere_AdoptsItWithoutAskingForAnInstallation()
    {
        var first = await EnsureAsync();

        var second = await AzuriteProcess.EnsureAsync(Options, _ => throw new InvalidOperationException("not needed"), TimeProvider.System);

        Assert.True(second.Adopted);
        Assert.Equal((first.ProcessId, first.BlobPort, first.TablePort), (second.ProcessId, second.BlobPort, second.TablePort));
        await second.StopAsync();
        await first.StopAsync();
    }

    [Fact]
    public async Task EnsureAsync_HostDiedBeforeItKnewThePorts_AdoptsAllTheSame()
    {
        var first = await EnsureAsync();
        await new AzuriteRecord(first.ProcessId, 0, 0).WriteAsync(folder, CancellationToken.None);

        var second = await EnsureAsync();

        Assert.True(second.Adopted);
        Assert.Equal(first.TablePort, second.TablePort);
        await second.StopAsync();
    }

    [Fact]
    public async Task EnsureAsync_PidFileOfADeadOrForeignProcess_StartsANewOne()
    {
        await new AzuriteRecord(Environment.ProcessId, 1, 2).WriteAsync(folder, CancellationToken.None);

        var started = await EnsureAsync();

        Assert.False(started.Adopted);
        Assert.NotEqual(Environment.ProcessId, started.ProcessId);
        await started.StopAsync();
    }

    [Fact]
    public async Task EnsureAsync_TwoHostsAtOnce_ShareOne()
    {
        var both = await Task.WhenAll(EnsureAsync(), EnsureAsync());

        Assert.Equal(both[0].ProcessId, both[1].ProcessId);
        Assert.Single(both, b => b.Adopted);
        await both[0].StopAsync();
    }

    [Fact]
    public async Task EnsureAsync_PortTaken_SaysWhyAndLeavesNothingBehind()
    {
        var taken = AzuriteFixture.Shared.TablePort;

        var refused = await Assert.ThrowsAsync<AzuriteUnavailableException>(
            async () => await AzuriteProcess.EnsureAsync(Options with { TablePort = taken }, AzuriteFixture.InstallationAsync, TimeProvider.System));

        Assert.Contains("EADDRINUSE", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder, "*.pid.json"));
    }

    [SkippableFact]
    public async Task Azurite_Started_HasASessionOfItsOwnAndNoPipeToItsHost()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Reads /proc.");
        var azurite = await EnsureAsync();

        // Field 6 of stat is the session: a Ctrl+C in the host's terminal reaches only the host's.
        var stat = await File.ReadAllTextAsync($"/proc/{azurite.ProcessId}/stat");
        var session = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        Assert.Equal($"{azurite.ProcessId}", session);
        Assert.False(File.ResolveLinkTarget($"/proc/{azurite.ProcessId}/fd/1", returnFinalTarget: true)!.FullName.Contains("pipe", StringComparison.Ordinal));
        await azurite.StopAsync();
    }

    [SkippableFact]
    public async Task Azurite_ItsOwnerEnds_EndsToo()
    {
        Skip.If(OperatingSystem.IsWindows(), "Needs sleep.");
        using var owner = Process.Start("sleep", "60");
        var azurite = await AzuriteProcess.EnsureAsync(Options with { OwnerProcessId = owner.Id }, AzuriteFixture.InstallationAsync, TimeProvider.System);

        owner.Kill();
        await owner.WaitForExitAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (ForeignProcess.IsAlive(azurite.ProcessId))
            await Task.Delay(20, patience.Token);
    }

    private Task<AzuriteProcess> EnsureAsync() => AzuriteProcess.EnsureAsync(Options, AzuriteFixture.InstallationAsync, TimeProvider.System);
}
