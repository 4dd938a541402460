using Azure.Data.Tables;
using Azure.Storage.Blobs;
using LipServerless.Embedded.Hosting.Azurite;
using LipServerless.EndToEnd.Tests.Processes;

namespace LipServerless.EndToEnd.Tests.Kills;

/// <summary>
/// A host that just serves, in a process of its own, with weeks in seconds; killed and started again on the same workspace and ports.
/// </summary>
internal sealed class RestartingHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string workspace;
    private HostProcess process;

    private RestartingHost(string workspace, HostProcess process)
    {
        this.workspace = workspace;
        this.process = process;
    }

    public Uri Address { get; private set; } = null!;

    public Uri Inbox { get; private set; } = null!;

    public string StaffKey { get; private set; } = "";

    public string Output => process.Output;

    public static async Task<RestartingHost> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lip-test-kill-").FullName;
        var host = new RestartingHost(folder, Launch(folder, 0, 0));
        await host.ReadAddressesAsync();
        return host;
    }

    /// <summary>SIGKILL, and a new process on what is left.</summary>
    /// <param name="deleteHub">Delete the task hub meanwhile: everything but the truth in the tables.</param>
    public async Task KillAndRestartAsync(bool deleteHub)
    {
        process.Kill();
        await process.EndAsync(Patience);
        process.Dispose();
        if (deleteHub)
            await DeleteHubAsync();
        process = Launch(workspace, Address.Port, Inbox.Port);
        await ReadAddressesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            process.Terminate();
            await process.EndAsync(Patience);
        }

        Directory.Delete(workspace, recursive: true);
    }

    // The clock's pace leaves more than half a minute until the first deadline; the reconciler comes once a week, as on a slow day.
    private static HostProcess Launch(string folder, int port, int inboxPort) => HostProcess.Start(
        ["--workspace", folder, "--port", $"{port}", "--inbox-port", $"{inboxPort}", "--free-storage-ports", "--pace", "1.5"],
        new Dictionary<string, string> { ["Lip__ReconcileSchedule"] = "0 0 3 * * 1" },
        folder);

    private async Task ReadAddressesAsync()
    {
        Address = new Uri((await ValueAsync("Dashboard:")).Split("dashboard")[0]);
        Inbox = new Uri(await ValueAsync("Postfach:"));
        StaffKey = (await ValueAsync("Schlüssel:")).Split(' ')[0];
    }

    private async Task<string> ValueAsync(string label)
    {
        var line = await process.LineAsync(line => line.StartsWith(label, StringComparison.Ordinal), Patience);
        return line[label.Length..].Trim();
    }

    private async Task DeleteHubAsync()
    {
        var azurite = await AzuriteRecord.ReadAsync(Path.Combine(workspace, "azurite"), CancellationToken.None) ?? throw new InvalidOperationException("Azurite did not survive.");
        var connection = EmulatorAccount.ConnectionString(azurite.BlobPort, azurite.TablePort);
        await new TableServiceClient(connection).DeleteTableAsync("LipHub");
        await new BlobServiceClient(connection).DeleteBlobContainerAsync("lip-hub");
    }
}
