namespace LipServerless.Domain.Attachments;

/// <summary>How much may be attached to one statement.</summary>
public sealed record AttachmentLimits
{
    /// <summary>One mebibyte, the unit of the limits in words.</summary>
    public const long Megabyte = 1024 * 1024;

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 10 * Megabyte;

    /// <summary>Most files of a statement.</summary>
    public int MaxFiles { get; init; } = 10;

    /// <summary>Largest sum of all files of a statement, in bytes.</summary>
    public long MaxTotalBytes { get; init; } = 30 * Megabyte;
}
