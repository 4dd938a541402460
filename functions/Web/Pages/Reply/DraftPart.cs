using LipServerless.Domain.Drafts;
using LipServerless.Web.Pages.Drafts;

namespace LipServerless.Web.Pages.Reply;

/// <summary>
/// A part of the reply page: a section of the draft. The equality officer's page begins with one that gathers the flagged
/// paragraphs; in the sections that follow they are named only, and the others can be claimed.
/// </summary>
public sealed record DraftPart
{
    /// <summary>For anchors.</summary>
    public required string Anchor { get; init; }

    /// <summary>Heading from the draft; null where it has none, or for the flagged paragraphs.</summary>
    public string? Title { get; init; }

    /// <summary>What it shows, in order.</summary>
    public required IReadOnlyList<Paragraph> Paragraphs { get; init; }

    /// <summary>It gathers the flagged paragraphs.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>Its unflagged paragraphs can be claimed, and its flagged ones stand further up.</summary>
    public bool IsClaimable { get; init; }

    /// <summary>The paragraphs that are answered here.</summary>
    public IEnumerable<Paragraph> Answerable(ReplyPageModel model) =>
        Paragraphs.Where(paragraph => paragraph.IsCommentable && !(IsClaimable && model.IsFlagged(paragraph)));

    /// <summary>The parts of a body's page.</summary>
    public static IReadOnlyList<DraftPart> Of(ReplyPageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var sections = DraftSection.Of(model.Draft)
            .Select(section => new DraftPart
            {
                Anchor = section.Anchor,
                Title = section.Title,
                Paragraphs = section.Paragraphs,
                IsClaimable = model.IsEqualityOfficer,
            });
        // Where nothing can be entered, the draft is shown in its own order.
        if (!model.IsEqualityOfficer || !model.CanSubmit)
            return [.. sections];
        var flagged = new DraftPart
        {
            Anchor = "t0",
            IsFlagged = true,
            Paragraphs = [.. model.Draft.Commentable.Where(model.IsFlagged)],
        };
        return [flagged, .. sections];
    }
}
