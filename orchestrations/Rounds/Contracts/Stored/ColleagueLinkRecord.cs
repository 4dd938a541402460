using System.Text.Json.Serialization;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// A link that a body's contact made for somebody of the body. Holds no name: that lies beside the working draft and is deleted with it.
/// </summary>
public sealed record ColleagueLinkRecord : StoredRecord
{
    /// <summary>The prefix of all keys of this kind.</summary>
    public const string Prefix = "6-colleague-";

    /// <inheritdoc />
    public override string Key => KeyOf(BodyId, LinkId);

    /// <summary>The key of a body's link.</summary>
    public static string KeyOf(string bodyId, string linkId) => $"{Prefix}{bodyId}-{linkId}";

    /// <summary>The body whose page it opens.</summary>
    public required string BodyId { get; init; }

    /// <summary>Its id within the body; no part of it tells the token.</summary>
    public required string LinkId { get; init; }

    /// <summary>What its holder may do.</summary>
    public required ColleagueRole Role { get; init; }

    /// <summary>Ids of the paragraphs it is limited to; null for all.</summary>
    public IReadOnlyList<string>? Paragraphs { get; init; }

    /// <summary>When it was made (process time).</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Generation of the body's own link when it was made: it dies with that.</summary>
    public required int Generation { get; init; }

    /// <summary>When the contact withdrew it; null while it lives.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>What the holder of a colleague's link may do; each includes those before it, and none of them submits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColleagueRole>))]
public enum ColleagueRole
{
    /// <summary>Read the draft and the body's working text.</summary>
    Read,

    /// <summary>Comment beside a paragraph, for the body's own eyes.</summary>
    Comment,

    /// <summary>Write into the statement's fields.</summary>
    Draft,
}
