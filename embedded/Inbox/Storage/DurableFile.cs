namespace LipServerless.Embedded.Inbox.Storage;

/// <summary>Writes files that are either there in full or not at all.</summary>
internal static class DurableFile
{
    /// <summary>Ends the names of files still being written; whoever finds one after a crash may delete it.</summary>
    public const string UnfinishedSuffix = ".unfinished";

    /// <summary>
    /// Writes <paramref name="content"/> beside <paramref name="path"/>, flushes it to disk and renames it. When this returns, a
    /// killed process has lost nothing. Only the owner may read it.
    /// </summary>
    /// <exception cref="IOException">The disk refused, or the file exists already.</exception>
    public static async Task WriteNewAsync(string path, ReadOnlyMemory<byte> content)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}{UnfinishedSuffix}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var stream = new FileStream(unfinished, options))
            {
                await stream.WriteAsync(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
