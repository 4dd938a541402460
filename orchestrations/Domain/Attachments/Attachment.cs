using System.Text.Json.Serialization;

namespace LipServerless.Domain.Attachments;

/// <summary>
/// A file that belongs to a statement. Its bytes lie in a store of their own under <see cref="Hash"/>; who added it is known to the
/// working draft only and is not handed in.
/// </summary>
public sealed record Attachment
{
    /// <summary>Lower-case hex SHA-256 of its bytes: its id within a statement.</summary>
    public required string Hash { get; init; }

    /// <summary>Its name, cleaned (<see cref="FileName"/>): unique within a statement, with the extension of its type.</summary>
    public required string Name { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What its bytes are, found by looking at them.</summary>
    public required AttachmentType Type { get; init; }

    /// <summary>What it is to the statement.</summary>
    public AttachmentRole Role { get; init; }
}

/// <summary>What a file is to the statement it belongs to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttachmentRole>))]
public enum AttachmentRole
{
    /// <summary>Anlage.</summary>
    Annex,

    /// <summary>The minutes of the meeting in which a council resolved on its statement.</summary>
    Minutes,

    /// <summary>A scan or copy of what came on paper, added by staff.</summary>
    Scan,
}
