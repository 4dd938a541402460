using System.Text.Json.Serialization;

namespace LipServerless.Domain.Drafts;

/// <summary>One paragraph of a draft: what comments, instructions and the synopsis refer to.</summary>
public sealed record Paragraph
{
    /// <summary>
    /// <c>p-</c> and eight characters of <c>a–z2–7</c>. Unique in its draft, kept across versions while the text is
    /// recognisably the same, never given to another paragraph.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>1..n in reading order for what can be commented on; 0 for headings. Belongs to this version only: refer by <see cref="Id"/>.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// The theme it stands under, without numbering ("2. Soziales" gives "Soziales"): in Markdown the nearest heading of level 1 or 2
    /// below the title, in plain text the nearest heading. Null above the first of them.
    /// </summary>
    public string? Theme { get; init; }

    /// <summary>The headings above it, outermost first, as they are printed; without the title and, for a heading, without itself.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>What it is.</summary>
    public required ParagraphKind Kind { get; init; }

    /// <summary>
    /// Its text: plain, without markup, in Unicode form C, without the equality marker. Single spaces between words; a line break only where it carries
    /// meaning (rows of a table, a forced break in Markdown). Never empty.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>Whether the draft flags it as relevant for equality (marker <c>{gleichstellung}</c> at its end).</summary>
    public bool EqualityRelevant { get; init; }

    /// <summary>Whether bodies can comment on it: everything but headings.</summary>
    [JsonIgnore]
    public bool IsCommentable => Kind != ParagraphKind.Heading;

    /// <summary>Equal when all parts are, the headings by their content.</summary>
    public bool Equals(Paragraph? other) =>
        other is not null && Id == other.Id && Number == other.Number && Theme == other.Theme && Kind == other.Kind && Text == other.Text
        && EqualityRelevant == other.EqualityRelevant && Headings.SequenceEqual(other.Headings, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Number, Kind, Text, EqualityRelevant);
}
