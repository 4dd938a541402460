namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// One field of a body's working draft: text begun and not submitted. It counts for nothing, only the body reads it, and it is deleted
/// after the round. A row for each field, so that two people who write in different places never meet.
/// </summary>
public sealed record DraftFieldRecord : StoredRecord
{
    /// <summary>Came by the link to forward.</summary>
    public const string ViaForward = "forward";

    // Sorts behind every character of a body's id and of a field's name.
    private const string Separator = "~";

    /// <inheritdoc />
    public override string Key => FirstKeyOf(BodyId) + Field;

    /// <summary>The body whose draft it is.</summary>
    public required string BodyId { get; init; }

    /// <summary>The field's name in the form.</summary>
    public required string Field { get; init; }

    /// <summary>What stands in it; empty where it was emptied.</summary>
    public required string Text { get; init; }

    /// <summary>The name that its author gave; null for none.</summary>
    public string? By { get; init; }

    /// <summary>The link it came by: null for the body's own, <see cref="ViaForward"/>, or a colleague's link id.</summary>
    public string? Via { get; init; }

    /// <summary>The opened page it was written on: nobody is in conflict with themselves.</summary>
    public required string Session { get; init; }

    /// <summary>When it was saved (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What others had written here at the same time, newest first: shown beside the field, never submitted.</summary>
    public IReadOnlyList<KeptText> Kept { get; init; } = [];

    /// <summary>Not after any key of a body's draft.</summary>
    public static string FirstKeyOf(string bodyId) => bodyId + Separator;

    /// <summary>After every key of a body's fields; what else belongs to its draft comes behind.</summary>
    public static string EndKeyOf(string bodyId) => bodyId + Separator + Separator;

    /// <summary>After every key of a body's draft, names and comments included.</summary>
    public static string LastKeyOf(string bodyId) => bodyId + Separator + Separator + Separator;
}

/// <summary>A text that somebody else's replaced.</summary>
public sealed record KeptText
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The name that its author gave; null for none.</summary>
    public string? By { get; init; }

    /// <summary>The link it came by, as in <see cref="DraftFieldRecord.Via"/>.</summary>
    public string? Via { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset At { get; init; }
}
