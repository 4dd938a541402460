namespace LipServerless.Domain.Drafts.Reading;

/// <summary>The formats that are read.</summary>
internal enum DraftFormat
{
    Markdown,
    PlainText,
}

/// <summary>Tells the format from a file's name.</summary>
internal static class DraftFormats
{
    /// <summary>The format, or null if the type is not read.</summary>
    public static DraftFormat? Of(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        var dot = name.LastIndexOf('.');
        var extension = dot <= 0 ? "" : name[(dot + 1)..].ToUpperInvariant();
        return extension switch
        {
            "MD" or "MARKDOWN" => DraftFormat.Markdown,
            "TXT" or "" => DraftFormat.PlainText,
            // "Entwurf 1.2" has a version, not an extension.
            _ when extension.All(char.IsAsciiDigit) => DraftFormat.PlainText,
            _ => null,
        };
    }
}
