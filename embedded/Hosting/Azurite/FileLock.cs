namespace LipServerless.Embedded.Hosting.Azurite;

/// <summary>A lock between processes: an open file that nobody else can open. It ends with the process at the latest.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="IOException">The file cannot be opened for another reason.</exception>
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
            catch (IOException failure) when (IsHeld(failure) && time.GetElapsedTime(since) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (IOException stillHeld) when (IsHeld(stillHeld))
            {
                throw AzuriteUnavailableException.LockHeld(file, stillHeld);
            }
        }
    }

    // A full disk is no reason to wait: only Windows' sharing and lock violations, and EAGAIN of Linux and macOS, are.
    private static bool IsHeld(IOException failure) => failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
