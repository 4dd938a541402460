using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>Gives the pieces of a cut text their numbers, the headings above them, their theme and their flag. Ids are still empty.</summary>
internal static partial class ParagraphBuilder
{
    public static List<Paragraph> Build(CutText cut, DraftFormat format)
    {
        var paragraphs = new List<Paragraph>(cut.Pieces.Count);
        var above = new List<(int Level, string Text)>();
        var number = 0;
        foreach (var piece in cut.Pieces)
        {
            var (text, flagged) = EqualityMarker.Take(piece.Text);
            if (string.IsNullOrWhiteSpace(text))
            {
                FlagLast(paragraphs);
                continue;
            }

            var isHeading = piece.Kind == ParagraphKind.Heading;
            if (isHeading)
                above.RemoveAll(heading => heading.Level >= piece.Level);
            paragraphs.Add(new Paragraph
            {
                Id = "",
                Number = isHeading ? 0 : ++number,
                Theme = Theme(above, format),
                Headings = [.. above.Select(heading => heading.Text)],
                Kind = piece.Kind,
                Text = text.TrimEnd(),
                EqualityRelevant = flagged && !isHeading,
            });
            if (isHeading)
                above.Add((piece.Level, text.TrimEnd()));
        }

        return paragraphs;
    }

    // A marker that stands alone below its paragraph still means that paragraph.
    private static void FlagLast(List<Paragraph> paragraphs)
    {
        if (paragraphs is [.., { IsCommentable: true } last])
            paragraphs[^1] = last with { EqualityRelevant = true };
    }

    private static string? Theme(List<(int Level, string Text)> above, DraftFormat format)
    {
        var theme = format == DraftFormat.Markdown ? above.LastOrDefault(heading => heading.Level <= 2).Text : above.LastOrDefault().Text;
        if (theme is null)
            return null;
        var bare = Numbering().Replace(theme, "").Trim();
        return bare.Length == 0 ? theme : bare;
    }

    [GeneratedRegex(@"^\s*(\(\d+(\.\d+)*\.?\)|\d+(\.\d+)*[.)]?|[IVX]+\.|[A-Z][.)]|TOP\s+\d+(\.\d+)*\.?|(Themenfeld|Kapitel|Teil|Abschnitt)\s+(\d+|[IVX]+)\s*[:.–-])\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbering();
}
