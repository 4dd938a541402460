using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Testing;

/// <summary>
/// One Azurite for the whole test process, started at the first use on free ports, with nothing on disk. It ends with the test
/// process, a killed one included: it watches that process. Tests keep apart by names of their own.
/// </summary>
public sealed class AzuriteFixture
{
    private static readonly Lazy<AzuriteFixture> Instance = new(() => Task.Run(StartAsync).GetAwaiter().GetResult());

    private readonly AzuriteProcess azurite;

    private AzuriteFixture(AzuriteProcess azurite)
    {
        this.azurite = azurite;
    }

    /// <summary>The process's Azurite. The first call blocks until it answers (about half a second; longer when it must be installed).</summary>
    public static AzuriteFixture Shared => Instance.Value;

    /// <summary>Connection string for blobs and tables.</summary>
    public string ConnectionString => azurite.ConnectionString;

    public int BlobPort => azurite.BlobPort;

    public int TablePort => azurite.TablePort;

    /// <summary>The installation it runs from, for tests that start Azurites of their own.</summary>
    public static Task<AzuriteInstallation> InstallationAsync(CancellationToken cancellationToken = default) =>
        AzuriteInstallation.EnsureAsync(Console.Error.WriteLine, cancellationToken: cancellationToken);

    /// <summary>A prefix for table names that nobody else uses: 13 letters and digits, beginning with a letter.</summary>
    public static string NewTablePrefix() => "t" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>A container name that nobody else uses.</summary>
    public static string NewContainerName() => "c-" + Guid.NewGuid().ToString("N")[..16];

    private static async Task<AzuriteFixture> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lip-test-azurite-").FullName;
        var options = new AzuriteOptions { DataFolder = folder, InMemory = true, OwnerProcessId = Environment.ProcessId };
        var started = await AzuriteProcess.EnsureAsync(options, InstallationAsync, TimeProvider.System);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            started.StopAsync().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return new AzuriteFixture(started);
    }
}
