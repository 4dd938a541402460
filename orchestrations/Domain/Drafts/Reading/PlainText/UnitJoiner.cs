namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Joins what a blank line, a page's end or a footnote tore apart, and attaches introductions to what they introduce.</summary>
internal static class UnitJoiner
{
    public static List<TextUnit> Join(List<TextUnit> units, TextShape shape)
    {
        var joined = new List<TextUnit>();
        var footnotes = new List<TextUnit>();
        foreach (var unit in units)
        {
            if (unit.Kind == UnitKind.Footnote && joined is [.., var open] && IsOpen(open))
            {
                // The sentence above may go on below the note.
                footnotes.Add(unit);
            }
            else if (joined is [.., var before] && RunsOver(before, unit, shape))
            {
                before.Continue(unit);
                if (footnotes.Count > 0 && before.IsClosed)
                    Release();
            }
            else
            {
                Release();
                joined.Add(unit);
            }
        }

        Release();
        return joined;

        void Release()
        {
            joined.AddRange(footnotes);
            footnotes.Clear();
        }
    }

    private static bool IsOpen(TextUnit unit) => unit.Kind is UnitKind.Prose or UnitKind.Item && !unit.IsClosed;

    private static bool RunsOver(TextUnit before, TextUnit next, TextShape shape)
    {
        if (next.Kind != UnitKind.Prose || before.Kind is UnitKind.Heading or UnitKind.Footnote or UnitKind.Lines || before.Centred != next.Centred)
            return false;
        if (before.IsClosed || before.Last.MarkedLevel > 0 || IsOwnHeading(before) || IsOwnHeading(next))
            return false;

        var last = before.Last;
        var isFull = last.Length >= 0.6 * (before.IsWrapped ? before.LongestOfLast : shape.Width);
        var expectsMore = Sentence.ExpectsMore(last.Text);
        if (!expectsMore && BeginsAnew(before, next))
            return false;
        var looksWrapped = expectsMore || (shape.MarksWraps && last.EndsInSpace && isFull);
        if (shape.Unwrapped)
            return next.First.StartsPage && looksWrapped;
        if (looksWrapped || (!shape.MarksWraps && last.Length >= 0.85 * shape.Width && (before.Kind == UnitKind.Item || !next.IsClosed)))
            return true;
        if (Sentence.StartsLower(next.First.Text))
            return isFull;
        return next.First.StartsPage && before.IsWrapped && last.Length >= 0.8 * shape.Width && !(shape.MarksWraps && !last.EndsInSpace);
    }

    // Rows of a table, addresses, "name: value" and set-in lines stand for themselves.
    private static bool BeginsAnew(TextUnit before, TextUnit next)
    {
        var first = next.First.Text;
        return FragmentShape.IsNumberedRow(first) || FragmentShape.IsAddress(Sentence.FirstWord(first))
            || (Sentence.StartsFresh(first) && !before.IsWrapped && FragmentShape.IsKeyAndValue(before.First.Text))
            || (Sentence.StartsFresh(first) && before.Kind == UnitKind.Prose && next.First.Indent > 0 && before.Last.Indent == 0);
    }

    private static bool IsOwnHeading(TextUnit unit) =>
        unit.Lines.Count == 1 && unit.Lines[0].Count <= 2 && Marker.HeadingDepth(unit.First.Text) > 0 && !unit.IsClosed && !Sentence.ExpectsMore(unit.Last.Text);
}
