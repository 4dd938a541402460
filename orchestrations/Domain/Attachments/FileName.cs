using System.Globalization;
using System.Text;
using LipServerless.Domain.Drafts.Reading;

namespace LipServerless.Domain.Attachments;

/// <summary>Names of files as they may be shown and saved: one line, no path, nothing invisible, nothing a file system refuses.</summary>
public static class FileName
{
    /// <summary>Longest name, in characters.</summary>
    public const int Longest = 100;

    private const string Otherwise = "Datei";

    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])];

    /// <summary>The clean name of whatever a browser sent: never empty, at most <see cref="Longest"/>, its extension kept.</summary>
    public static string Clean(string? sent)
    {
        var last = (sent ?? "").Split('/', '\\')[^1];
        var words = CleanText.Spaces(CleanText.Characters(last));
        var clean = new StringBuilder(words.Length);
        foreach (var character in words.Where(character => char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format)))
            clean.Append(character is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '_' : character);
        var name = clean.ToString().Trim('.', ' ');
        var extension = Path.GetExtension(name);
        var stem = name[..^extension.Length].TrimEnd('.', ' ');
        if (Reserved.Contains(stem.Split('.')[0], StringComparer.OrdinalIgnoreCase))
            stem = "_" + stem;
        return Joined(stem.Length == 0 ? Otherwise : stem, extension);
    }

    /// <summary>The name, or "name (2)" and so on where it is taken.</summary>
    public static string Free(string name, IEnumerable<string> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var names = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var extension = Path.GetExtension(name);
        var stem = name[..^extension.Length];
        for (var number = 2; names.Contains(name); number++)
            name = Joined(stem, string.Create(CultureInfo.InvariantCulture, $" ({number}){extension}"));
        return name;
    }

    private static string Joined(string stem, string end)
    {
        if (end.Length > Longest / 2)
            end = end[..(Longest / 2)];
        var room = Longest - end.Length;
        if (stem.Length > room)
            stem = stem[..(char.IsHighSurrogate(stem[room - 1]) ? room - 1 : room)];
        return stem + end;
    }
}
