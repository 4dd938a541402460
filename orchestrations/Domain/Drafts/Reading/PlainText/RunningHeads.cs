namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>
/// A centred heading that is the last thing on its page is printed on top of it: converters put it where it stands in the file. It goes back to the top,
/// with the names under it ("Leitung: …").
/// </summary>
internal static class RunningHeads
{
    public static void Restore(List<TextUnit> units)
    {
        var start = 0;
        for (var end = 1; end <= units.Count; end++)
        {
            if (end < units.Count && !units[end].First.StartsPage)
                continue;
            RestorePage(units, start, end);
            start = end;
        }
    }

    private static void RestorePage(List<TextUnit> units, int start, int end)
    {
        var head = units.FindLastIndex(end - 1, end - start, unit => unit.Kind == UnitKind.Heading);
        if (head <= start || !units[head].Centred)
            return;
        for (var i = head + 1; i < end; i++)
        {
            if (units[i].Kind is UnitKind.Prose or UnitKind.Item)
                return;
        }

        var length = 1;
        while (head + length < end && BelongsToHead(units, head + length))
            length++;
        var moved = units.GetRange(head, length);
        units.RemoveRange(head, length);
        units.InsertRange(start, moved);
    }

    private static bool BelongsToHead(List<TextUnit> units, int i) =>
        FragmentShape.IsKeyAndValue(units[i].Flow) || (FragmentShape.IsKeyAndValue(units[i - 1].Flow) && units[i].First.Text[0] is '„' or '"' or '(');
}
