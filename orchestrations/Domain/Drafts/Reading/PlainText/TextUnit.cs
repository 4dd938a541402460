namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>What a unit of plain text looks like before its neighbours are considered.</summary>
internal enum UnitKind
{
    /// <summary>Running text.</summary>
    Prose,

    /// <summary>One line (perhaps wrapped) that is no sentence: a heading, a row, a note.</summary>
    Fragment,

    /// <summary>Several such lines in one block: addresses, names, rows.</summary>
    Lines,

    /// <summary>A list item.</summary>
    Item,

    /// <summary>A heading by its own looks.</summary>
    Heading,

    /// <summary>A footnote.</summary>
    Footnote,

    /// <summary>The title of the whole text.</summary>
    Title,
}

/// <summary>A unit of plain text: what stands together.</summary>
internal sealed class TextUnit
{
    /// <summary>Its lines as the author ended them, each with the printed lines it was wrapped into.</summary>
    public List<List<TextLine>> Lines { get; } = [];

    public UnitKind Kind { get; set; }

    /// <summary>For headings with a number or mark of their own: 1 and up; else 0.</summary>
    public int Depth { get; set; }

    /// <summary>The number of a numbered item.</summary>
    public string? Number { get; set; }

    /// <summary>Set in the middle of the page.</summary>
    public bool Centred { get; set; }

    /// <summary>An agenda label ("TOP 3."), whose heading is in the units that follow.</summary>
    public bool IsAgendaLabel { get; set; }

    public TextLine First => Lines[0][0];

    public TextLine Last => Lines[^1][^1];

    public int PrintedLines => Lines.Sum(line => line.Count);

    /// <summary>Whether it has more than one printed line.</summary>
    public bool IsWrapped => Lines.Count > 1 || Lines[0].Count > 1;

    /// <summary>The length of the longest of its last few printed lines.</summary>
    public int LongestOfLast => Lines[^1].TakeLast(4).Concat(Lines.Count > 1 ? Lines[^2].TakeLast(2) : []).Max(printed => printed.Length);

    /// <summary>Its text; lines that the author ended are parted by <c>\n</c>.</summary>
    public string Text => string.Join('\n', Lines.Select(line => LineJoiner.Join(line.Select(printed => printed.Text))));

    /// <summary>Its text in one line.</summary>
    public string Flow => LineJoiner.Join(Lines.SelectMany(line => line).Select(printed => printed.Text));

    public bool IsClosed => Sentence.IsClosed(Last.Text);

    /// <summary>Continues its last line with the first of another unit, and takes the rest over.</summary>
    public void Continue(TextUnit other)
    {
        Lines[^1].AddRange(other.Lines[0]);
        Lines.AddRange(other.Lines.Skip(1));
    }
}
