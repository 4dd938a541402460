namespace LipServerless.Domain.Drafts;

/// <summary>How large a draft may be. The defaults fit any council paper.</summary>
public sealed record DraftLimits
{
    /// <summary>The defaults.</summary>
    public static DraftLimits Default { get; } = new();

    /// <summary>Most bytes of the file; default 2 MiB.</summary>
    public int MaxBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Most paragraphs, headings included; default 2000.</summary>
    public int MaxParagraphs { get; init; } = 2000;

    /// <summary>Most characters (UTF-16 units) of one paragraph; default 20,000.</summary>
    public int MaxParagraphLength { get; init; } = 20_000;
}
