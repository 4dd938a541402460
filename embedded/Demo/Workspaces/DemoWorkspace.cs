using LipServerless.Embedded.Hosting.Azurite;

namespace LipServerless.Embedded.Demo.Workspaces;

/// <summary>
/// A fresh temporary folder for one run. An open lock file says that the run lives; what a killed run has left, its Azurite included,
/// is cleared away by the next one.
/// </summary>
internal sealed class DemoWorkspace : IAsyncDisposable
{
    private const string Prefix = "lip-demo-";
    private const string LockName = "demo.lock";
    private const string KeptName = "kept";

    private readonly FileStream alive;

    private DemoWorkspace(string folder, FileStream alive)
    {
        Folder = folder;
        this.alive = alive;
    }

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>Whether it stays when the run ends.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Makes a folder nobody else uses; readable by its owner only.</summary>
    public static DemoWorkspace Create()
    {
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        return new(folder, new FileStream(Path.Combine(folder, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>Clears away what killed runs have left. Runs that live, kept folders and folders of other people are left alone.</summary>
    public static async Task ClearLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (File.Exists(Path.Combine(folder, KeptName)) || TakeOver(folder) is not { } taken)
                continue;
            await using (taken)
                await StopAzuriteAsync(Path.Combine(folder, "azurite"), cancellationToken);
            await DeleteAsync(folder);
        }
    }

    /// <summary>Leaves the folder behind, also for later runs.</summary>
    public void Keep()
    {
        IsKept = true;
        File.WriteAllText(Path.Combine(Folder, KeptName), "");
    }

    /// <summary>Ends the run's claim and deletes the folder, unless it is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await alive.DisposeAsync();
        if (!IsKept)
            await DeleteAsync(Folder);
    }

    private static FileStream? TakeOver(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lives, has just been made, has just gone, or is somebody else's: none of our business.
            return null;
        }
    }

    private static async Task StopAzuriteAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(dataFolder) || await AzuriteRecord.ReadAsync(dataFolder, cancellationToken) is not { } record)
            return;
        if (ForeignProcess.IsAlive(record.ProcessId) && ForeignProcess.IsNodeWith(record.ProcessId, dataFolder))
            ForeignProcess.Kill(record.ProcessId);
    }

    // A process that has just been ended may still be writing its last file. What resists is left to the next run.
    private static async Task DeleteAsync(string folder)
    {
        for (var attempt = 1; attempt <= 10 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
