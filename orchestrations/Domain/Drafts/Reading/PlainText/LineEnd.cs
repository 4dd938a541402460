namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>What the end of a printed line means.</summary>
internal enum LineEnd
{
    /// <summary>The line was wrapped here: the text runs on.</summary>
    Wrap,

    /// <summary>The author ended the line (a row, an address), the block goes on.</summary>
    Row,

    /// <summary>What follows is something else: a paragraph, an item, a heading.</summary>
    Unit,
}

/// <summary>Decides what the ends of the lines within one block (no blank line between) mean.</summary>
internal sealed class LineEnds
{
    private readonly TextShape shape;
    private readonly IReadOnlyList<TextLine> block;
    private readonly int width;
    private readonly bool isProse;

    public LineEnds(TextShape shape, IReadOnlyList<TextLine> block)
    {
        this.shape = shape;
        this.block = block;
        var longest = block.Max(line => line.Length);
        var (wrapped, ended) = (0, 0);
        for (var i = 0; i + 1 < block.Count; i++)
        {
            if (Sentence.StartsLower(block[i + 1].Text) || Sentence.ExpectsMore(block[i].Text))
                wrapped++;
            else if (block[i].Length + 1 + Sentence.FirstWord(block[i + 1].Text).Length < 0.75 * longest)
                ended++;
        }

        // Two lines in three of German prose go on with a small letter or are broken where they cannot end; of addresses hardly any.
        isProse = wrapped >= 0.35 * (block.Count - 1) && wrapped > ended;
        width = isProse && block.Count > 2 ? longest : Math.Max(longest, shape.Width);
    }

    /// <summary>What the end of line <paramref name="i"/> of the block means.</summary>
    public LineEnd At(int i)
    {
        var (line, next) = (block[i], block[i + 1]);
        if (line.MarkedLevel > 0 || next.MarkedLevel > 0 || IsCentred(line) != (IsCentred(next) || (IsCentred(line) && next.Indent >= PageFurniture.Centred / 2)) || Sentence.EndsInMarker(line.Text))
            return LineEnd.Unit;
        if (shape.Unwrapped)
            return Sentence.IsFinished(line.Text) ? LineEnd.Unit : LineEnd.Row;
        if (Sentence.StartsLower(next.Text))
            return IsAddress(next.Text) && !Sentence.ExpectsMore(line.Text) && IsShort(line, next, 0.7) ? LineEnd.Row : LineEnd.Wrap;
        if (Sentence.ExpectsMore(line.Text) || (line.Text.All(char.IsDigit) && char.IsLetter(next.Text[0])) || (next.Text[0] == '(' && !Sentence.IsFinished(line.Text)))
            return LineEnd.Wrap;
        return shape.MarksWraps ? AtMarked(line, next) : AtUnmarked(i, line, next);
    }

    private LineEnd AtMarked(TextLine line, TextLine next)
    {
        if (line.EndsInSpace)
            return Sentence.IsFinished(line.Text) && IsShort(line, next, 0.8) ? LineEnd.Unit : IsShort(line, next, 0.3) ? LineEnd.Row : LineEnd.Wrap;
        return Sentence.IsFinished(line.Text) ? LineEnd.Unit : LineEnd.Row;
    }

    private LineEnd AtUnmarked(int i, TextLine line, TextLine next)
    {
        if (Sentence.IsFinished(line.Text))
            return IsShort(line, next, 0.8) ? LineEnd.Unit : LineEnd.Wrap;
        if (!IsShort(line, next, 0.75))
            return LineEnd.Wrap;
        return !isProse || i == 0 || Sentence.EndsInColon(line.Text) ? LineEnd.Row : LineEnd.Wrap;
    }

    // The next word would have fitted: the author ended the line.
    private bool IsShort(TextLine line, TextLine next, double share) =>
        line.Length + 1 + Sentence.FirstWord(next.Text).Length < share * width;

    private static bool IsCentred(TextLine line) => line.Indent >= PageFurniture.Centred && !line.Tabbed;

    private static bool IsAddress(string text) =>
        text.StartsWith("www.", StringComparison.Ordinal) || text.StartsWith("http", StringComparison.Ordinal)
        || text.StartsWith("e-mail", StringComparison.OrdinalIgnoreCase) || Sentence.FirstWord(text).Contains('@', StringComparison.Ordinal);
}
