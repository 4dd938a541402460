using LipServerless.Domain.Drafts;

namespace LipServerless.Web.Pages.Drafts;

/// <summary>A stretch of a draft under one theme, as pages show it: a heading and what follows.</summary>
public sealed record DraftSection
{
    /// <summary>For anchors: <c>t1</c>, <c>t2</c> …</summary>
    public required string Anchor { get; init; }

    /// <summary>The heading as printed; null above the first theme.</summary>
    public string? Title { get; init; }

    /// <summary>Paragraphs in reading order, lower headings included, the section's own heading not.</summary>
    public required IReadOnlyList<Paragraph> Paragraphs { get; init; }

    /// <summary>Those that can be commented on.</summary>
    public IEnumerable<Paragraph> Commentable => Paragraphs.Where(paragraph => paragraph.IsCommentable);

    /// <summary>Cuts a draft into its sections: a new one wherever the theme changes.</summary>
    public static IReadOnlyList<DraftSection> Of(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var sections = new List<DraftSection>();
        var current = new List<Paragraph>();
        var headings = new List<Paragraph>();
        string? title = null;
        string? theme = null;

        void Finish()
        {
            if (current.Count > 0)
                sections.Add(new DraftSection { Anchor = $"t{sections.Count + 1}", Title = title, Paragraphs = [.. current] });
            current.Clear();
        }

        foreach (var paragraph in draft.Paragraphs)
        {
            if (!paragraph.IsCommentable)
            {
                headings.Add(paragraph);
                continue;
            }

            if (paragraph.Theme != theme)
            {
                Finish();
                theme = paragraph.Theme;
                // The heading that gives the theme becomes the section's title; those above and below it stay where they are.
                var own = theme is null ? -1 : headings.FindLastIndex(heading => heading.Text.EndsWith(theme, StringComparison.Ordinal));
                title = own < 0 ? theme : headings[own].Text;
                if (own >= 0)
                    headings.RemoveAt(own);
            }

            current.AddRange(headings);
            headings.Clear();
            current.Add(paragraph);
        }

        current.AddRange(headings);
        Finish();
        return sections;
    }
}
