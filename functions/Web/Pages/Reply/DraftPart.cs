using LipServerless.Domain.Drafts;
using LipServerless.Web.Pages.Drafts;

namespace LipServerless.Web.Pages.Reply;

/// <summary>
/// A part of the reply page. Mostly a section of the draft; before the sections stand those that gather what is asked first: for the
/// equality officer the flagged paragraphs, in later rounds the new and changed ones. Each paragraph is answered in one part only; in
/// its section it is then named with a way to it.
/// </summary>
public sealed record DraftPart
{
    /// <summary>For anchors.</summary>
    public required string Anchor { get; init; }

    /// <summary>Heading from the draft; null where it has none, and for parts that gather.</summary>
    public string? Title { get; init; }

    /// <summary>Key of the heading of a part that gathers; null for a section.</summary>
    public string? GathersKey { get; init; }

    /// <summary>What it shows, in order.</summary>
    public required IReadOnlyList<Paragraph> Paragraphs { get; init; }

    /// <summary>Ids of those that are answered in a part further up.</summary>
    public IReadOnlySet<string> Above { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The part of the flagged paragraphs, shown even where it is empty.</summary>
    public bool IsFlagged => GathersKey == FlaggedKey;

    /// <summary>Whether it gathers paragraphs of several sections.</summary>
    public bool Gathers => GathersKey is not null;

    /// <summary>The paragraphs that are answered here.</summary>
    public IEnumerable<Paragraph> Answerable => Paragraphs.Where(paragraph => paragraph.IsCommentable && !Above.Contains(paragraph.Id));

    private const string FlaggedKey = "contents.flagged";
    private const string ChangedKey = "contents.changed";

    /// <summary>The parts of a body's page.</summary>
    public static IReadOnlyList<DraftPart> Of(ReplyPageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        // Where nothing can be entered, the draft is shown in its own order.
        var gathered = model.CanSubmit ? Gathered(model).ToList() : [];
        var above = gathered.SelectMany(part => part.Paragraphs).Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        var sections = DraftSection.Of(model.Draft)
            .Select(section => new DraftPart { Anchor = section.Anchor, Title = section.Title, Paragraphs = section.Paragraphs, Above = above });
        return [.. gathered, .. sections];
    }

    private static IEnumerable<DraftPart> Gathered(ReplyPageModel model)
    {
        var rest = model.Draft.Commentable.ToList();
        if (model.IsEqualityOfficer)
        {
            var flagged = rest.Where(IsHers).OrderByDescending(paragraph => model.Delta?.IsChanged(paragraph) ?? false).ToList();
            yield return new DraftPart { Anchor = "t0", GathersKey = FlaggedKey, Paragraphs = flagged };
            rest = [.. rest.Where(paragraph => !IsHers(paragraph))];
        }

        if (model.Delta is { } delta && rest.Exists(delta.IsChanged))
            yield return new DraftPart { Anchor = "neu", GathersKey = ChangedKey, Paragraphs = [.. rest.Where(delta.IsChanged)] };

        bool IsHers(Paragraph paragraph) => model.IsFlagged(paragraph) || model.HasClaimed(paragraph);
    }
}
