namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>How a text was set: what a line's end and width mean in it.</summary>
internal sealed record TextShape
{
    // No paper's page is this wide: such lines are whole paragraphs.
    private const int WidestPage = 140;

    /// <summary>Each line is a paragraph (as word processors save it), nothing is wrapped.</summary>
    public bool Unwrapped { get; private init; }

    /// <summary>Wrapped lines end in a space, others mostly do not.</summary>
    public bool MarksWraps { get; private init; }

    /// <summary>The usual length of a full line.</summary>
    public int Width { get; private init; }

    public static TextShape Of(IReadOnlyList<TextLine> lines)
    {
        var printed = lines.Where(line => !line.IsBlank).ToList();
        var wrapped = new List<TextLine>();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (!lines[i].IsBlank && Sentence.StartsLower(lines[i + 1].Text) && !Sentence.EndsInHyphen(lines[i].Text))
                wrapped.Add(lines[i]);
        }

        var lengths = wrapped.Select(line => line.Length).Order().ToList();
        return new TextShape
        {
            Unwrapped = printed.Where(line => line.Length > WidestPage).Sum(line => (long)line.Length) * 2 > printed.Sum(line => (long)line.Length),
            MarksWraps = wrapped.Count >= 4 && wrapped.Count(line => line.EndsInSpace) >= 0.8 * wrapped.Count,
            Width = lengths.Count >= 4 ? Math.Max(40, lengths[lengths.Count * 9 / 10]) : 80,
        };
    }
}
