namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>The name that a body's contact gave a colleague's link. Lies beside the working draft and is deleted with it.</summary>
public sealed record ColleagueNameRecord : StoredRecord
{
    /// <inheritdoc />
    public override string Key => PrefixOf(BodyId) + LinkId;

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The link's id.</summary>
    public required string LinkId { get; init; }

    /// <summary>Whose link it is.</summary>
    public required string Name { get; init; }

    /// <summary>The prefix of a body's names.</summary>
    public static string PrefixOf(string bodyId) => DraftFieldRecord.EndKeyOf(bodyId) + "n-";
}

/// <summary>
/// A comment beside a paragraph, for the body's own eyes: seen by all who hold a link of this body to that paragraph, never submitted,
/// deleted with the working draft.
/// </summary>
public sealed record DraftCommentRecord : StoredRecord
{
    /// <inheritdoc />
    public override string Key => $"{PrefixOf(BodyId)}{ParagraphId}-{CommentId}";

    /// <summary>The body.</summary>
    public required string BodyId { get; init; }

    /// <summary>The paragraph it stands beside.</summary>
    public required string ParagraphId { get; init; }

    /// <summary>Its id: of the opened page and the text, so that sending it twice is one comment.</summary>
    public required string CommentId { get; init; }

    /// <summary>What it says.</summary>
    public required string Text { get; init; }

    /// <summary>The name of its author; null where none was given.</summary>
    public string? By { get; init; }

    /// <summary>The link it came by, as in <see cref="DraftFieldRecord.Via"/>.</summary>
    public string? Via { get; init; }

    /// <summary>When it was written (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The prefix of a body's comments.</summary>
    public static string PrefixOf(string bodyId) => DraftFieldRecord.EndKeyOf(bodyId) + "c-";
}
