using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Statements;

/// <summary>Numbers of paragraphs by their ids.</summary>
public static class ParagraphNumbers
{
    /// <summary>Of all commentable paragraphs of a draft.</summary>
    public static IReadOnlyDictionary<string, int> Of(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Commentable.ToDictionary(paragraph => paragraph.Id, paragraph => paragraph.Number, StringComparer.Ordinal);
    }
}
