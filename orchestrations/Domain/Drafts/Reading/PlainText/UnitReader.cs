namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Cuts the lines of a text into units, block by block.</summary>
internal sealed class UnitReader
{
    private readonly TextShape shape;
    private readonly List<TextUnit> units = [];
    private string? lastNumber;

    // After "… sind:" set-in blocks are items whose bullets a converter lost.
    private bool expectsSetInItems;

    private UnitReader(TextShape shape) => this.shape = shape;

    public static List<TextUnit> Read(IReadOnlyList<TextLine> lines, TextShape shape)
    {
        var reader = new UnitReader(shape);
        var block = new List<TextLine>();
        foreach (var line in lines.Append(TextLine.Blank))
        {
            if (!line.IsBlank)
            {
                block.Add(line);
            }
            else if (block.Count > 0)
            {
                reader.ReadBlock(block);
                block = [];
            }
        }

        return reader.units;
    }

    private void ReadBlock(List<TextLine> block)
    {
        if (Columns.Are(block))
        {
            var table = new TextUnit { Kind = UnitKind.Lines };
            table.Lines.AddRange(block.Select(line => new List<TextLine> { line with { Text = Columns.Row(line.Raw) } }));
            units.Add(table);
            return;
        }

        var goesOn = units is [.., { Kind: UnitKind.Item or UnitKind.Prose } open] && GoesOn(open, block[0]);
        var isSetIn = expectsSetInItems && !goesOn && block[0].Indent > 0 && !block[0].StartsPage && (block[0].Tabbed || block[0].Indent < PageFurniture.Centred);
        var ends = new LineEnds(shape, block);
        TextUnit? unit = null;
        for (var i = 0; i < block.Count; i++)
        {
            var start = StartOf(block, i);
            var end = i == 0 ? LineEnd.Unit : ends.At(i - 1);
            if (unit is null || start is not null || (end == LineEnd.Unit && !isSetIn) || unit.IsAgendaLabel)
            {
                unit = start ?? new TextUnit { Kind = UnitKind.Prose, Centred = block[i].Indent >= PageFurniture.Centred && !block[i].Tabbed };
                if (isSetIn && start is null && i == 0)
                    unit.Kind = UnitKind.Item;
                units.Add(unit);
                unit.Lines.Add([block[i]]);
            }
            else if (end == LineEnd.Wrap)
            {
                unit.Lines[^1].Add(block[i]);
            }
            else
            {
                unit.Lines.Add([block[i]]);
            }
        }

        expectsSetInItems = Sentence.EndsInColon(block[^1].Text) || isSetIn || (expectsSetInItems && goesOn);
    }

    // A blank line in the middle of an item's sentence.
    private bool GoesOn(TextUnit open, TextLine next)
    {
        var last = open.Last;
        if (open.IsClosed)
            return false;
        return Sentence.StartsLower(next.Text) || (Sentence.ExpectsMore(last.Text) && last.Text[^1] != ',')
            || (shape.MarksWraps && last.EndsInSpace && last.Length >= 0.6 * shape.Width);
    }

    // A unit that begins with this line by the line's own looks, or null.
    private TextUnit? StartOf(List<TextLine> block, int i)
    {
        var line = block[i];
        var before = i == 0 ? null : block[i - 1];
        if (line.MarkedLevel > 0)
            return new TextUnit { Kind = UnitKind.Heading, Depth = line.MarkedLevel };
        if (Marker.AgendaDepth(line.Text) is > 0 and var depth)
            return new TextUnit { Kind = UnitKind.Heading, Depth = depth, IsAgendaLabel = true };
        if (i == 0 && Marker.IsFootnote(line))
            return new TextUnit { Kind = UnitKind.Footnote };
        if (Marker.IsBullet(line.Text))
            return new TextUnit { Kind = UnitKind.Item };
        if (before is not null && RunsOn(before))
            return null;
        if (Marker.IsDash(line.Text))
            return new TextUnit { Kind = UnitKind.Item };
        if (Marker.ItemNumber(line.Text) is { } number && Marker.Follows(lastNumber, number))
        {
            lastNumber = number;
            return new TextUnit { Kind = UnitKind.Item, Number = number };
        }

        return null;
    }

    // Within running text a dash or number at a line's start belongs to the sentence.
    private bool RunsOn(TextLine before)
    {
        if (Sentence.IsClosed(before.Text) || shape.Unwrapped || units[^1].Kind == UnitKind.Item)
            return false;
        return Sentence.ExpectsMore(before.Text) ? before.Text[^1] != ',' : shape.MarksWraps ? before.EndsInSpace : before.Length >= 0.7 * shape.Width;
    }
}
