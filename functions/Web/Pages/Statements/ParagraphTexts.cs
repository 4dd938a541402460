using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Statements;

/// <summary>Texts of paragraphs by their ids: what a proposed wording is compared with.</summary>
public static class ParagraphTexts
{
    /// <summary>Of all commentable paragraphs of a draft.</summary>
    public static IReadOnlyDictionary<string, string> Of(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.Commentable.ToDictionary(paragraph => paragraph.Id, paragraph => paragraph.Text, StringComparer.Ordinal);
    }
}
