using LipServerless.Domain.Drafts.Reading.PlainText;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>
/// Cuts plain text as council papers come out of PDF converters and word processors. The steps, each in a class of its own: lines without page furniture;
/// how the text was set; units within blocks; what was torn apart joined; running text told from rows; introductions attached; running heads and title
/// found; fragments decided to be headings or rows.
/// </summary>
internal static class PlainTextCutter
{
    public static CutText Cut(string source)
    {
        var lines = PageFurniture.Read(CleanText.Characters(source));
        var shape = TextShape.Of(lines);
        var units = UnitReader.Read(lines, shape);
        units = UnitJoiner.Join(units, shape);
        units = UnitSorter.Sort(units, shape);
        units = Introductions.Attach(units);
        units = RunningHeads.Restored(units);
        var title = PlainTextTitle.Mark(units);
        return new CutText(title, Pieces.Of(units));
    }
}
