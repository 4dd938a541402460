namespace LipServerless.Domain.Drafts.Reading;

/// <summary>The title people see: the text's own, else made from the file's name.</summary>
internal static class DraftTitle
{
    private const int Longest = 200;

    public static string Of(string? found, string fileName) =>
        Shorten(string.IsNullOrWhiteSpace(found) ? FromFileName(fileName) : found);

    private static string FromFileName(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.LastIndexOf('.');
        if (dot > 0 && !name[(dot + 1)..].All(char.IsAsciiDigit))
            name = name[..dot];
        var words = CleanText.Spaces(CleanText.Characters(name).Replace('-', ' ').Replace('_', ' '));
        return words.Length == 0 ? "Entwurf" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Shorten(string title)
    {
        title = CleanText.Spaces(title);
        if (title.Length <= Longest)
            return title;
        var end = title.LastIndexOf(' ', Longest - 2);
        if (end < Longest / 2)
            end = char.IsHighSurrogate(title[Longest - 2]) ? Longest - 2 : Longest - 1;
        return title[..end].TrimEnd(' ', ',', ';', '-', '–') + "…";
    }
}
