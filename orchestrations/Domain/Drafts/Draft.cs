using System.Text.Json.Serialization;

namespace LipServerless.Domain.Drafts;

/// <summary>One version of the paper under consultation, cut into paragraphs. Made by <see cref="DraftReader"/>; immutable; round-trips as JSON.</summary>
public sealed record Draft
{
    /// <summary>The title as printed, at most 200 characters (a longer one ends in "…"); the file's name where the text has none. Never empty.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// What the steering group decides on: SHA-256 over the canonical form (<see cref="DraftHash"/>), 64 lower-case hexadecimal digits.
    /// Equal for texts that read the same, however they are wrapped, encoded (with or without BOM) or stored.
    /// </summary>
    public required string Hash { get; init; }

    /// <summary>All paragraphs in reading order, headings included, the title not. At least one is commentable.</summary>
    public required IReadOnlyList<Paragraph> Paragraphs { get; init; }

    /// <summary>The paragraphs that bodies can comment on, in reading order, numbered 1..n.</summary>
    [JsonIgnore]
    public IEnumerable<Paragraph> Commentable => Paragraphs.Where(paragraph => paragraph.IsCommentable);

    /// <summary>The paragraph with this id, or null.</summary>
    public Paragraph? Find(string paragraphId) => Paragraphs.FirstOrDefault(paragraph => paragraph.Id == paragraphId);

    /// <summary>Equal when title, hash and all paragraphs are.</summary>
    public bool Equals(Draft? other) =>
        other is not null && Title == other.Title && Hash == other.Hash && Paragraphs.SequenceEqual(other.Paragraphs);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Title, Hash, Paragraphs.Count);
}
