namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>A lock between processes: an open file that nobody else can open. It ends with the process at the latest.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="AzuriteUnavailableException">Not free within <paramref name="patience"/>.</exception>
    public static async Task<FileStream> AcquireAsync(string file, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (IOException stillHeld)
            {
                throw AzuriteUnavailableException.LockHeld(file, stillHeld);
            }
        }
    }
}
