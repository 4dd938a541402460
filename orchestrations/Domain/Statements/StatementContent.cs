using System.Security.Cryptography;
using System.Text.Json;
using LipServerless.Domain.Attachments;

namespace LipServerless.Domain.Statements;

/// <summary>What a statement says. Kept in a document of its own, so that it can be erased without touching the log.</summary>
public sealed record StatementContent
{
    /// <summary>Views of single paragraphs, in the draft's order.</summary>
    public IReadOnlyList<ParagraphView> Views { get; init; } = [];

    /// <summary>The overall view, plain text.</summary>
    public string? Overall { get; init; }

    /// <summary>Fehlanzeige: the body has nothing to say to this draft. Never agreement.</summary>
    public bool NilReturn { get; init; }

    /// <summary>The equality officer's recorded choice that nothing else in the draft touches equality.</summary>
    public bool NotAffected { get; init; }

    /// <summary>The text of a statement that came on paper or by word and was not split by paragraph.</summary>
    public string? Transcript { get; init; }

    /// <summary>What the body allows for the public edition.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public Publication Publication { get; init; }

    /// <summary>A council's resolution on it; null where none was recorded.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public CouncilResolution? Resolution { get; init; }

    /// <summary>
    /// Files that belong to it; null for none, so that a statement without files keeps the bytes, and the hash, it would have had before
    /// there were attachments.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Attachment>? Attachments { get; init => field = value is { Count: > 0 } ? value : null; }

    /// <summary>Whether there is anything in it at all: an empty statement is refused, a nil return is said by name.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty =>
        !NilReturn && !NotAffected && Views.Count == 0 && Attachments is null &&
        string.IsNullOrWhiteSpace(Overall) && string.IsNullOrWhiteSpace(Transcript);

    /// <summary>The bytes that are stored: default System.Text.Json, UTF-8.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static StatementContent FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<StatementContent>(bytes) ?? throw new JsonException("A stored statement is the JSON value null.");

    /// <summary>Lower-case hex SHA-256 of <see cref="ToBytes"/>.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));
}
