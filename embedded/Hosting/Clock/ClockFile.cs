using System.Globalization;

namespace LipServerless.Embedded.Hosting.Clock;

/// <summary>One instant in a file, replaced atomically. Survives the end of the process, however it ends.</summary>
internal sealed class ClockFile
{
    private readonly string path;
    private readonly string next;

    public ClockFile(string path)
    {
        this.path = Path.GetFullPath(path);
        next = this.path + ".next";
        Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
    }

    /// <summary>The instant kept, null where there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file holds something else: going on from a guess could turn time back.</exception>
    public DateTimeOffset? Read()
    {
        if (!File.Exists(path))
            return null;
        var text = File.ReadAllText(path).Trim();
        return DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw new InvalidDataException($"The process clock's file {path} holds no instant.");
    }

    public void Write(DateTimeOffset instant)
    {
        File.WriteAllText(next, instant.ToString("O", CultureInfo.InvariantCulture));
        File.Move(next, path, overwrite: true);
    }
}
