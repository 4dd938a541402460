using LipServerless.Domain.Drafts;
using LipServerless.Web.Pages.Access;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Pages.Reply.Remarks;

/// <summary>Reads comments typed beside paragraphs. They travel in the reply form, and are no fields of the statement.</summary>
public static class RemarkFields
{
    /// <summary>Whether a field is a comment that this link may write.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="known">Ids of the draft's paragraphs.</param>
    /// <param name="access">What the link allows.</param>
    public static bool IsRemark(string field, IReadOnlySet<string> known, PageAccess access)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(access);
        return access.MayComment && FieldNames.ParagraphOf(field) is { } id && field == FieldNames.Remark(id) && known.Contains(id) && access.Reads(id);
    }

    /// <summary>What was typed, by paragraph id; without empty ones.</summary>
    public static IReadOnlyDictionary<string, string> Read(IFormCollection posted, Draft draft, PageAccess access)
    {
        ArgumentNullException.ThrowIfNull(posted);
        ArgumentNullException.ThrowIfNull(draft);
        var known = draft.Commentable.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        return posted
            .Where(field => IsRemark(field.Key, known, access))
            .Select(field => (Id: FieldNames.ParagraphOf(field.Key)!, Text: ReplyFormReader.Clean(field.Value.ToString()).Trim()))
            .Where(remark => remark.Text.Length > 0)
            .ToDictionary(remark => remark.Id, remark => remark.Text, StringComparer.Ordinal);
    }
}
