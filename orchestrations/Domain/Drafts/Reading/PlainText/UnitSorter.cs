namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Tells running text from fragments and rows, and takes apart units that hold both.</summary>
internal static class UnitSorter
{
    private const int ShortestProse = 60;
    private const int ShortestSentence = 25;

    public static List<TextUnit> Sort(List<TextUnit> units, TextShape shape)
    {
        var sorted = new List<TextUnit>();
        foreach (var unit in units)
        {
            if (unit.Kind == UnitKind.Prose)
                AddSorted(sorted, unit, shape);
            else if (unit is { Kind: UnitKind.Item, Number: not null, Lines.Count: > 1 } && FragmentShape.IsHeadingLike(FlowOf(unit.Lines[0])) && IsProse(unit.Lines[1], shape))
                AddSorted(sorted, unit, shape);
            else
                sorted.Add(unit);
        }

        return sorted;
    }

    private static void AddSorted(List<TextUnit> sorted, TextUnit unit, TextShape shape)
    {
        if (unit.Lines.Count == 1 || unit.Centred)
        {
            unit.Kind = KindOf(unit);
            sorted.Add(unit);
            return;
        }

        // "Folgende Ämter sind vertreten:" and one paragraph that names them are one statement.
        if (unit.Lines.Count == 2 && Sentence.EndsInColon(FlowOf(unit.Lines[0])) && IsProse(unit.Lines[1], shape))
        {
            unit.Lines[0].AddRange(unit.Lines[1]);
            unit.Lines.RemoveAt(1);
            sorted.Add(unit);
            return;
        }

        // A heading set directly over one short sentence.
        if (unit.Lines.Count == 2 && FragmentShape.IsHeadingLike(FlowOf(unit.Lines[0])) && Sentence.IsClosed(FlowOf(unit.Lines[1])) && FlowOf(unit.Lines[1]).Length >= ShortestSentence)
        {
            sorted.Add(Single(UnitKind.Fragment, unit.Lines[0], unit.Number));
            sorted.Add(Single(UnitKind.Prose, unit.Lines[1], null));
            return;
        }

        var rows = new TextUnit();
        foreach (var line in unit.Lines)
        {
            if (!IsProse(line, shape))
            {
                rows.Lines.Add(line);
                continue;
            }

            Flush(beforeProse: true);
            sorted.Add(Single(UnitKind.Prose, line, null));
        }

        Flush(beforeProse: false);

        void Flush(bool beforeProse)
        {
            if (rows.Lines.Count == 0)
                return;
            if (beforeProse && shape.Unwrapped && rows.Lines.Count > 1 && FragmentShape.IsHeadingLike(FlowOf(rows.Lines[^1])))
            {
                // Where each line is a paragraph, the one over running text is its heading.
                var heading = rows.Lines[^1];
                rows.Lines.RemoveAt(rows.Lines.Count - 1);
                Flush(beforeProse: false);
                rows.Lines.Add(heading);
            }

            if (rows.Lines.Count == 1)
                rows = Single(KindOf(rows), rows.Lines[0], unit.Number);
            else
                rows.Kind = UnitKind.Lines;
            sorted.Add(rows);
            rows = new TextUnit();
        }
    }

    private static TextUnit Single(UnitKind kind, List<TextLine> line, string? number)
    {
        var single = new TextUnit { Kind = kind == UnitKind.Fragment && number is not null ? UnitKind.Item : kind, Number = number };
        single.Lines.Add(line);
        if (kind == UnitKind.Heading)
            single.Depth = Marker.HeadingDepth(single.Flow);
        return single;
    }

    private static UnitKind KindOf(TextUnit unit)
    {
        var text = unit.Flow;
        if (Sentence.IsClosed(text))
            return UnitKind.Prose;
        if (FragmentShape.IsAllCapitals(text) || (unit.Centred && text.Length <= 200))
            return UnitKind.Heading;
        unit.Depth = text.Length <= 200 ? Marker.HeadingDepth(text) : 0;
        return unit.Depth > 0 && !FragmentShape.EndsInAmount(text) && !Sentence.ExpectsMore(text) ? UnitKind.Heading : UnitKind.Fragment;
    }

    private static bool IsProse(List<TextLine> line, TextShape shape)
    {
        var text = FlowOf(line);
        return Sentence.IsFinished(text) && (text.Length >= ShortestProse || line.Count > 1 || shape.Unwrapped);
    }

    private static string FlowOf(List<TextLine> line) => LineJoiner.Join(line.Select(printed => printed.Text));
}
