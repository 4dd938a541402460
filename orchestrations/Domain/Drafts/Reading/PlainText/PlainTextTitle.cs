namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Finds the title among what stands before the running text.</summary>
internal static class PlainTextTitle
{
    private const int FirstProse = 100;
    private const int FewestWords = 4;
    private const int Longest = 400;
    private const int LongestShown = 200;

    /// <summary>The title, marked among the units; null if there is none. What stands above it is the cover.</summary>
    public static string? Mark(List<TextUnit> units)
    {
        var cover = units.FindIndex(unit => unit.Kind == UnitKind.Item || (unit.Kind == UnitKind.Prose && unit.Flow.Length >= FirstProse));
        if (cover < 0)
            cover = units.FindIndex(unit => unit.Kind == UnitKind.Prose);
        if (cover <= 0)
            return null;

        var candidates = units.Take(cover).Where(CanBeTitle).ToList();
        if (candidates.Count(unit => FragmentShape.IsKeyAndValue(unit.Flow)) > 1)
            candidates.RemoveAll(unit => FragmentShape.IsKeyAndValue(unit.Flow));
        var title = candidates.Find(unit => unit.First.MarkedLevel == 1)
            ?? candidates.Where(unit => Sentence.WordCount(unit.Flow) >= FewestWords).MaxBy(unit => unit.Flow.Length)
            ?? candidates.FirstOrDefault();
        if (title is null)
            return null;

        // One short line over the text may as well be its theme: it is both. A title too long to show in full is a heading too.
        var text = title.Flow;
        var staysHeading = text.Length > LongestShown
            || (title.First.MarkedLevel == 0 && candidates.Count == 1 && Sentence.WordCount(text) < FewestWords && HasLaterHeading(units, cover));
        title.Kind = UnitKind.Title;
        title.Depth = staysHeading ? 1 : 0;
        return text;
    }

    private static bool CanBeTitle(TextUnit unit)
    {
        var text = unit.Flow;
        return unit.Kind is UnitKind.Fragment or UnitKind.Heading && unit is { Lines.Count: 1, IsAgendaLabel: false } && text.Length <= Longest
            && Sentence.StartsFresh(text) && text.Count(char.IsLetter) >= 3
            && !FragmentShape.EndsInAmount(text) && !FragmentShape.IsAddress(text) && !FragmentShape.IsOutcome(text) && (unit.Depth <= 1 || unit.First.MarkedLevel == 1)
            && !(unit.Depth > 0 && unit.First.MarkedLevel == 0);
    }

    private static bool HasLaterHeading(List<TextUnit> units, int cover) =>
        units.Skip(cover).Any(unit => unit.Kind == UnitKind.Heading || (unit.Kind == UnitKind.Fragment && FragmentShape.IsHeadingLike(unit.Flow)));
}
