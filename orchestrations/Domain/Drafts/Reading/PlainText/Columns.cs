using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>Recognises tables that are set with spaces, tabs or bars.</summary>
internal static partial class Columns
{
    /// <summary>Whether most lines of the block have columns.</summary>
    public static bool Are(IReadOnlyList<TextLine> block)
    {
        var withColumns = block.Count(line => Gap().IsMatch(line.Raw) || line.Raw.Count(c => c == '|') >= 2);
        return withColumns >= 2 && withColumns * 10 >= block.Count * 6 && !block.Any(line => Marker.IsBullet(line.Text) || Marker.IsFootnote(line));
    }

    /// <summary>A line with " | " between its columns.</summary>
    public static string Row(string raw) =>
        string.Join(" | ", Separator().Split(raw).Select(CleanText.Spaces).Where(cell => cell.Length > 0 && !cell.All(c => c is '-' or ':')));

    [GeneratedRegex(@"\S( {3,}|\t+ *)\S")]
    private static partial Regex Gap();

    [GeneratedRegex(@" {3,}|\t+ *| *\| *", RegexOptions.ExplicitCapture)]
    private static partial Regex Separator();
}
