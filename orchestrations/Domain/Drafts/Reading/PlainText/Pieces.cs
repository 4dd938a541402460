namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Turns sorted units into pieces: decides which fragments are headings and which are rows, and how deep headings are.</summary>
internal sealed class Pieces
{
    private const int LongestChained = 60;
    private const int OwnTable = 4;

    private readonly List<TextUnit> units;
    private readonly List<CutPiece> pieces = [];

    // Depth of the last agenda or numbered heading: plain headings stand below it.
    private int numberedDepth;
    private bool belowPlain;

    // On the cover, above the title, stand addresses and numbers, no headings.
    private bool onCover;

    private Pieces(List<TextUnit> units)
    {
        this.units = units;
        onCover = units.Exists(unit => unit.Kind == UnitKind.Title);
    }

    public static List<CutPiece> Of(List<TextUnit> units)
    {
        var maker = new Pieces(units);
        for (var i = 0; i < units.Count;)
            i = maker.Add(i);
        return maker.pieces;
    }

    private int Add(int i)
    {
        var unit = units[i];
        switch (unit.Kind)
        {
            case UnitKind.Title:
                onCover = false;
                if (unit.Depth > 0)
                    Put(ParagraphKind.Heading, unit.Flow, 1);
                return i + 1;
            case UnitKind.Heading:
                AddHeading(unit);
                return i + 1;
            case UnitKind.Item when IsNumberedHeading(i):
                unit.Depth = Marker.HeadingDepth(unit.Flow) is > 0 and var depth ? depth : 1;
                AddHeading(unit);
                return i + 1;
            case UnitKind.Item:
                Put(ParagraphKind.ListItem, Marker.WithoutBullet(unit.Text));
                return i + 1;
            case UnitKind.Prose or UnitKind.Footnote:
                Put(ParagraphKind.Text, unit.Flow);
                return i + 1;
            default:
                var end = i;
                while (end < units.Count && IsRow(end) && (end == i || !units[end].First.StartsPage))
                    end++;
                AddRun(units.GetRange(i, end - i), end < units.Count ? units[end] : null);
                return end;
        }
    }

    // A sentence that stands as a numbered row between rows is one of them.
    private bool IsRow(int i) =>
        units[i].Kind is UnitKind.Fragment or UnitKind.Lines
        || (units[i].Kind == UnitKind.Prose && FragmentShape.IsNumberedRow(units[i].Flow) && units[i].PrintedLines <= 4
            && i > 0 && units[i - 1].Kind is UnitKind.Fragment or UnitKind.Lines
            && i + 1 < units.Count && units[i + 1].Kind is UnitKind.Fragment or UnitKind.Lines);

    private bool IsNumberedHeading(int i) =>
        units[i] is { Number: not null, Lines.Count: 1 } unit && FragmentShape.IsHeadingLike(unit.Flow)
        && (i == 0 || units[i - 1].Kind != UnitKind.Item)
        && i + 1 < units.Count && (units[i + 1].Kind == UnitKind.Prose || (units[i + 1].Kind is UnitKind.Item or UnitKind.Heading && units[i + 1].First.Text.StartsWith(unit.Number + ".", StringComparison.Ordinal)));

    private void AddRun(List<TextUnit> run, TextUnit? next)
    {
        var opens = !onCover && next is { Kind: UnitKind.Prose or UnitKind.Item };
        var keys = run.Count(unit => FragmentShape.IsKeyAndValue(unit.Flow));
        var isTable = run.Count >= 4 || keys >= 2 || run.Exists(unit => FragmentShape.EndsInAmount(unit.Flow) || FragmentShape.IsNumberedRow(unit.Flow));
        var last = run[^1];
        var heading = opens && last.Kind == UnitKind.Fragment && FragmentShape.IsHeadingLike(last.Flow) && !(isTable && (keys >= 2 || FragmentShape.IsNumberedRow(last.Flow)))
            ? last : null;
        var rows = heading is null ? run : run.GetRange(0, run.Count - 1);

        if (isTable && rows.Count > 1)
            AddTables(rows);
        else
            rows.ForEach(unit => AddAlone(unit, heading is not null));
        if (heading is not null)
            AddHeading(heading);
    }

    private void AddAlone(TextUnit unit, bool overHeading)
    {
        if (unit.Kind == UnitKind.Lines)
            Put(ParagraphKind.Table, unit.Text);
        else if (overHeading && FragmentShape.IsHeadingLike(unit.Flow) && unit.Flow.Length <= LongestChained && !unit.Flow.Contains(',', StringComparison.Ordinal))
            AddHeading(unit);
        else
            Put(ParagraphKind.Text, unit.Flow);
    }

    private void AddTables(List<TextUnit> rows)
    {
        var table = new List<string>();
        foreach (var unit in rows)
        {
            if (unit.Kind == UnitKind.Lines && unit.Lines.Count >= OwnTable)
            {
                Flush();
                Put(ParagraphKind.Table, unit.Text);
            }
            else
            {
                table.Add(unit.Kind == UnitKind.Lines ? unit.Text : unit.Flow);
            }
        }

        Flush();

        void Flush()
        {
            if (table.Count > 0)
                Put(table.Count == 1 && !table[0].Contains('\n', StringComparison.Ordinal) ? ParagraphKind.Text : ParagraphKind.Table, string.Join('\n', table));
            table.Clear();
        }
    }

    private void AddHeading(TextUnit unit)
    {
        int level;
        if (unit.First.MarkedLevel > 0 || unit.IsAgendaLabel)
        {
            level = numberedDepth = unit.Depth;
        }
        else if (unit.Depth > 0 && unit.First.Text[0] == '(')
        {
            level = unit.Depth + (belowPlain ? 1 : 0);
            Put(ParagraphKind.Heading, unit.Flow, level);
            return;
        }
        else if (unit.Depth > 0)
        {
            level = numberedDepth = unit.Depth;
        }
        else
        {
            if (unit.Centred)
                numberedDepth = 0;
            level = numberedDepth + 1;
            belowPlain = true;
        }

        Put(ParagraphKind.Heading, unit.Flow.TrimEnd(':'), level);
    }

    private void Put(ParagraphKind kind, string text, int level = 0)
    {
        text = CleanText.Lines(text).TrimStart('|', ' ', '\n');
        if (text.Length > 0)
            pieces.Add(new CutPiece(kind, text, level));
    }
}
