namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Puts labels and introductions to what they stand for: agenda numbers to their headings, "Anwesend:" to its names.</summary>
internal static class Introductions
{
    private const int LongestLabel = 40;
    private const int LongestIntroduction = 100;

    public static List<TextUnit> Attach(List<TextUnit> units)
    {
        var attached = new List<TextUnit>();
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i].IsAgendaLabel)
            {
                i = AddAgendaHeading(attached, units, i);
            }
            else if (i + 1 < units.Count && IsLabel(units[i], units[i + 1]))
            {
                units[i].Kind = UnitKind.Heading;
                attached.Add(units[i]);
            }
            else if (i + 1 < units.Count && Introduces(units[i], units[i + 1], isLast: i + 2 == units.Count))
            {
                attached.Add(Merged(units[i], units[i + 1]));
                i++;
            }
            else
            {
                attached.Add(units[i]);
            }
        }

        return attached;
    }

    // "TOP 3.", then the title, then perhaps the number of the printed paper in brackets. The index of the last unit used.
    private static int AddAgendaHeading(List<TextUnit> attached, List<TextUnit> units, int i)
    {
        var label = units[i];
        attached.Add(label);
        if (i + 1 < units.Count && units[i + 1].Kind is UnitKind.Fragment or UnitKind.Lines && !FragmentShape.IsOutcome(units[i + 1].Flow))
        {
            Take();
            if (i + 1 < units.Count && units[i + 1].Kind == UnitKind.Fragment && units[i + 1].First.Text[0] == '(')
                Take();
        }

        return i;

        void Take() => label.Lines[0].AddRange(units[++i].Lines.SelectMany(line => line));
    }

    private static bool IsIntroduction(TextUnit unit) =>
        unit is { Kind: UnitKind.Prose, Lines.Count: 1, PrintedLines: 1 } && Sentence.EndsInColon(unit.First.Text) && unit.First.Length <= LongestIntroduction;

    // "Ziele:" over a list or over running text is a heading.
    private static bool IsLabel(TextUnit unit, TextUnit next) =>
        IsIntroduction(unit) && unit.First.Length <= LongestLabel && Sentence.WordCount(unit.First.Text) <= 2
        && (next.Kind == UnitKind.Item || (next.Kind == UnitKind.Prose && Sentence.StartsFresh(unit.First.Text)));

    private static bool Introduces(TextUnit unit, TextUnit next, bool isLast) => IsIntroduction(unit) && next.Kind switch
    {
        UnitKind.Lines => unit.First.Length <= LongestLabel,
        UnitKind.Fragment => isLast || FragmentShape.IsAddress(next.Flow),
        UnitKind.Prose => !Sentence.EndsInColon(next.Flow),
        _ => false,
    };

    private static TextUnit Merged(TextUnit introduction, TextUnit next)
    {
        if (next.Kind == UnitKind.Prose)
        {
            introduction.Continue(next);
            return introduction;
        }

        next.Kind = UnitKind.Lines;
        next.Lines.InsertRange(0, introduction.Lines);
        return next;
    }
}
