using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Statements;

/// <summary>Whether a proposed wording is shown as a difference to the draft's.</summary>
public static class WordingDifference
{
    // Below this share of words in common, marks hide more than they show. The page's script has the same.
    private const double Least = 0.4;

    /// <summary>The difference by word; null where the wording shares too little with the draft's, or there is nothing to compare with.</summary>
    public static IReadOnlyList<TextPiece>? Between(string? draftText, string wording)
    {
        ArgumentNullException.ThrowIfNull(wording);
        if (string.IsNullOrEmpty(draftText))
            return null;
        var pieces = DraftComparison.Words(draftText, wording);
        var common = pieces.Where(piece => piece.Change == TextChange.Same).Sum(piece => piece.Text.Length);
        return common >= Least * Math.Max(draftText.Length, wording.Length) ? pieces : null;
    }
}
