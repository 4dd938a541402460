using LipServerless.Domain.Attachments;

namespace LipServerless.Rounds.Contracts.Stored;

/// <summary>
/// What somebody of a body did with a file in the working draft: added or removed it. Lies over the files of the body's newest version
/// behind its link. Goes with the working draft.
/// </summary>
public sealed record DraftAttachmentRecord : StoredRecord
{
    // Not the separator of the draft's fields: whoever reads those does not read these.
    private const string Separator = "!";

    /// <inheritdoc />
    public override string Key => FirstKeyOf(BodyId) + File.Hash;

    /// <summary>The body whose draft it is.</summary>
    public required string BodyId { get; init; }

    /// <summary>The file.</summary>
    public required Attachment File { get; init; }

    /// <summary>Taken out again: its bytes are deleted once no version names them.</summary>
    public bool Removed { get; init; }

    /// <summary>The name that who did it gave; null for none.</summary>
    public string? By { get; init; }

    /// <summary>How many files were there before it: the order in which they came.</summary>
    public int Place { get; init; }

    /// <summary>When (process time).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Not after any key of a body's files.</summary>
    public static string FirstKeyOf(string bodyId) => bodyId + Separator;

    /// <summary>After every key of a body's files: hashes are hexadecimal.</summary>
    public static string EndKeyOf(string bodyId) => bodyId + Separator + "~";
}
