namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>
/// A centred heading that is the last thing on its page is printed on top of it: converters put it where it stands in the file. It goes back to the top,
/// with the names under it ("Leitung: …").
/// </summary>
internal static class RunningHeads
{
    public static List<TextUnit> Restored(List<TextUnit> units)
    {
        var restored = new List<TextUnit>(units.Count);
        var page = new List<TextUnit>();
        foreach (var unit in units)
        {
            if (unit.First.StartsPage)
            {
                restored.AddRange(RestoredPage(page));
                page = [];
            }

            page.Add(unit);
        }

        restored.AddRange(RestoredPage(page));
        return restored;
    }

    private static List<TextUnit> RestoredPage(List<TextUnit> page)
    {
        var head = page.FindLastIndex(unit => unit.Kind == UnitKind.Heading);
        if (head <= 0 || !page[head].Centred || page.FindIndex(head, unit => unit.Kind is UnitKind.Prose or UnitKind.Item) >= 0)
            return page;

        var end = head + 1;
        while (end < page.Count && BelongsToHead(page[end - 1], page[end]))
            end++;
        return [.. page[head..end], .. page[..head], .. page[end..]];
    }

    private static bool BelongsToHead(TextUnit before, TextUnit unit) =>
        FragmentShape.IsKeyAndValue(unit.Flow) || (FragmentShape.IsKeyAndValue(before.Flow) && (unit.First.Text[0] is '„' or '"' or '('));
}
