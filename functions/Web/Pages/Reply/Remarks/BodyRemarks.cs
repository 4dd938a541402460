using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Web.Pages.Reply.Remarks;

/// <summary>Comments beside the paragraphs, as a page shows them.</summary>
public sealed record BodyRemarks
{
    /// <summary>What is stored and this link may read, oldest first.</summary>
    public IReadOnlyList<DraftCommentRecord> Stored { get; init; } = [];

    /// <summary>What was typed and is not stored, by paragraph id.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many this request added.</summary>
    public int Added { get; init; }

    /// <summary>Those at a paragraph, oldest first.</summary>
    public IReadOnlyList<DraftCommentRecord> At(string paragraphId) => [.. Stored.Where(comment => comment.ParagraphId == paragraphId)];

    /// <summary>What was typed at a paragraph; empty for nothing.</summary>
    public string TypedAt(string paragraphId) => Typed.GetValueOrDefault(paragraphId) ?? "";
}
