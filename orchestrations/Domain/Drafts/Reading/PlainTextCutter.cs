namespace LipServerless.Domain.Drafts.Reading;

/// <summary>Cuts plain text.</summary>
internal static class PlainTextCutter
{
    public static CutText Cut(string source)
    {
        var pieces = new List<CutPiece>();
        foreach (var block in CleanText.Characters(source).Replace('\f', '\n').Split("\n\n"))
        {
            var text = LineJoiner.Join(block.Split('\n'));
            if (text.Length > 0)
                pieces.Add(new CutPiece(ParagraphKind.Text, text));
        }

        return new CutText(null, pieces);
    }
}
