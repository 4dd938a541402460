namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>One line of a plain text, as it was printed.</summary>
internal sealed record TextLine
{
    /// <summary>A blank line.</summary>
    public static readonly TextLine Blank = new() { Text = "", Raw = "" };

    /// <summary>Its words with one space between them; empty for a blank line.</summary>
    public required string Text { get; init; }

    /// <summary>As it stands, without the space at its ends: gaps show columns.</summary>
    public required string Raw { get; init; }

    /// <summary>Columns of space before it, a tab counting to the next eighth.</summary>
    public int Indent { get; init; }

    /// <summary>Whether the space before it holds a tab.</summary>
    public bool Tabbed { get; init; }

    /// <summary>Whether it ends in a space: many converters leave one where they wrapped a line and none where the author ended it.</summary>
    public bool EndsInSpace { get; init; }

    /// <summary>Whether a new page begins with it.</summary>
    public bool StartsPage { get; init; }

    /// <summary>1 or 2 if it is underlined by the next line (=== or ---), or has as many # before it; else 0.</summary>
    public int MarkedLevel { get; init; }

    public bool IsBlank => Text.Length == 0;

    public int Length => Text.Length;

    public static TextLine Of(string printed)
    {
        var indent = 0;
        var start = 0;
        for (; start < printed.Length && printed[start] is ' ' or '\t'; start++)
            indent = printed[start] == '\t' ? ((indent / 8) + 1) * 8 : indent + 1;
        var raw = printed.Trim();
        return new TextLine
        {
            Text = CleanText.Spaces(raw),
            Raw = raw,
            Indent = indent,
            Tabbed = printed.AsSpan(0, start).Contains('\t'),
            EndsInSpace = printed.Length > 0 && char.IsWhiteSpace(printed[^1]),
        };
    }
}
