using System.Text.Json.Serialization;
using LipServerless.Domain.Drafts.Matching;

namespace LipServerless.Domain.Drafts;

/// <summary>What became of a paragraph from one version to the next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParagraphChange>))]
public enum ParagraphChange
{
    /// <summary>Same text, same place.</summary>
    Unchanged,

    /// <summary>Other text, flag or kind; see <see cref="ParagraphDifference.HasMoved"/> for its place.</summary>
    Changed,

    /// <summary>Not in the version before.</summary>
    Added,

    /// <summary>Same text at another place among the paragraphs that both versions have.</summary>
    Moved,
}

/// <summary>One paragraph of the later version against the earlier one.</summary>
public sealed record ParagraphDifference
{
    /// <summary>The paragraph as it is now.</summary>
    public required Paragraph Paragraph { get; init; }

    /// <summary>What became of it.</summary>
    public required ParagraphChange Change { get; init; }

    /// <summary>The paragraph as it was; null when added.</summary>
    public Paragraph? Before { get; init; }

    /// <summary>Whether its place changed, also when its text did too.</summary>
    public bool HasMoved { get; init; }
}

/// <summary>Two versions of a draft compared.</summary>
public sealed record DraftDifference
{
    /// <summary>Each paragraph of the later version, headings included, in its reading order.</summary>
    public required IReadOnlyList<ParagraphDifference> Paragraphs { get; init; }

    /// <summary>The paragraphs that are gone, headings included, in the earlier version's reading order.</summary>
    public required IReadOnlyList<Paragraph> Removed { get; init; }

    /// <summary>Whether the title differs.</summary>
    public bool TitleChanged { get; init; }

    /// <summary>Whether anything differs: false exactly when both versions have the same hash, unless only the level of a heading does.</summary>
    [JsonIgnore]
    public bool Any => TitleChanged || Removed.Count > 0 || Paragraphs.Any(difference => difference.Change != ParagraphChange.Unchanged);
}

/// <summary>Compares versions of a draft, by paragraph id, and texts, by word.</summary>
public static class DraftComparison
{
    /// <summary>
    /// What changed from <paramref name="before"/> to <paramref name="after"/>. Paragraphs are the same when their ids are, so <paramref name="after"/>
    /// must have been read with <paramref name="before"/> (or a chain from it) as its previous version.
    /// </summary>
    public static DraftDifference Compare(Draft before, Draft after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var placeBefore = before.Paragraphs.Select((paragraph, index) => (paragraph.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        var idsAfter = after.Paragraphs.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);

        var common = after.Paragraphs.Where(paragraph => placeBefore.ContainsKey(paragraph.Id)).ToList();
        var stayed = LongestRun.Find([.. common.Select(paragraph => placeBefore[paragraph.Id])], [.. common.Select(Weight)]);
        var moved = common.Where((_, i) => !stayed[i]).Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);

        return new DraftDifference
        {
            Paragraphs = [.. after.Paragraphs.Select(paragraph => placeBefore.TryGetValue(paragraph.Id, out var place)
                ? Difference(before.Paragraphs[place], paragraph, moved.Contains(paragraph.Id))
                : new ParagraphDifference { Paragraph = paragraph, Change = ParagraphChange.Added })],
            Removed = [.. before.Paragraphs.Where(paragraph => !idsAfter.Contains(paragraph.Id))],
            TitleChanged = before.Title != after.Title,
        };
    }

    /// <summary>
    /// The difference of two texts by word, for display: the pieces that are not <see cref="TextChange.Added"/> give
    /// <paramref name="before"/>, those that are not <see cref="TextChange.Removed"/> give <paramref name="after"/>. What was removed
    /// stands before what replaced it. No piece is empty; two neighbours never have the same change.
    /// </summary>
    public static IReadOnlyList<TextPiece> Words(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return WordDifference.Between(before, after);
    }

    private static ParagraphDifference Difference(Paragraph before, Paragraph after, bool moved)
    {
        var changed = before.Text != after.Text || before.EqualityRelevant != after.EqualityRelevant || before.Kind != after.Kind;
        return new ParagraphDifference
        {
            Paragraph = after,
            Before = before,
            HasMoved = moved,
            Change = changed ? ParagraphChange.Changed : moved ? ParagraphChange.Moved : ParagraphChange.Unchanged,
        };
    }

    // A paragraph that crosses a heading has moved, not the heading.
    private static int Weight(Paragraph paragraph) => paragraph.IsCommentable ? 2 : 3;
}
