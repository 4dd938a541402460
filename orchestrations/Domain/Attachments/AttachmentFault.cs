namespace LipServerless.Domain.Attachments;

/// <summary>Why a file was not taken. Names the file, so that who sent several knows which.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="FileName">The file's name, cleaned.</param>
/// <param name="Limit">The limit it breaks, in megabytes or files; 0 where none is.</param>
public sealed record AttachmentFault(AttachmentFaultCode Code, string FileName, long Limit = 0);

/// <summary>What is wrong with a file.</summary>
public enum AttachmentFaultCode
{
    /// <summary>It has no bytes.</summary>
    Empty,

    /// <summary>It alone is too large.</summary>
    TooLarge,

    /// <summary>All files together are too large.</summary>
    TotalTooLarge,

    /// <summary>There are too many.</summary>
    TooMany,

    /// <summary>It is of no type that is accepted.</summary>
    UnknownType,

    /// <summary>Its extension promises something else than its bytes are.</summary>
    WrongExtension,

    /// <summary>It looks like an accepted type and is broken, cut off or unusually packed.</summary>
    Damaged,

    /// <summary>A Word document with macros.</summary>
    Macros,
}
