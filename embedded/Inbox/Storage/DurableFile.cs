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
        try
        {
            await using (var stream = new FileStream(unfinished, OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileOptions.Asynchronous)))
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

    /// <summary>Puts <paramref name="content"/> in the place of what a small file holds. Whoever reads it meanwhile sees the one or the other.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var unfinished = path + UnfinishedSuffix;
        using (var stream = new FileStream(unfinished, OwnerOnly(FileMode.Create, FileAccess.Write))) stream.Write(content);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Options of a file that nobody but its owner may read, unbuffered.</summary>
    public static FileStreamOptions OwnerOnly(FileMode mode, FileAccess access, FileOptions options = FileOptions.None)
    {
        var opening = new FileStreamOptions { Mode = mode, Access = access, BufferSize = 0, Options = options };
        if (!OperatingSystem.IsWindows()) opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return opening;
    }
}
