using System.Text.Json.Serialization;

namespace LipServerless.Domain.Attachments;

/// <summary>The kinds of files that are accepted. Nothing else is: no SVG or HTML (they can carry scripts), no archives, no macros.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttachmentType>))]
public enum AttachmentType
{
    /// <summary>Portable Document Format.</summary>
    Pdf,

    /// <summary>Word document without macros (Office Open XML).</summary>
    Docx,

    /// <summary>PNG image.</summary>
    Png,

    /// <summary>JPEG image.</summary>
    Jpeg,

    /// <summary>WebP image.</summary>
    Webp,
}

/// <summary>What belongs to a type of file.</summary>
public static class AttachmentTypes
{
    /// <summary>Extensions by type, the usual one first; lower case, with a dot.</summary>
    public static IReadOnlyList<string> ExtensionsOf(AttachmentType type) => type switch
    {
        AttachmentType.Pdf => [".pdf"],
        AttachmentType.Docx => [".docx"],
        AttachmentType.Png => [".png"],
        AttachmentType.Jpeg => [".jpg", ".jpeg"],
        _ => [".webp"],
    };

    /// <summary>The media type under which it is served: ours, never what a browser said.</summary>
    public static string MediaTypeOf(AttachmentType type) => type switch
    {
        AttachmentType.Pdf => "application/pdf",
        AttachmentType.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        AttachmentType.Png => "image/png",
        AttachmentType.Jpeg => "image/jpeg",
        _ => "image/webp",
    };

    /// <summary>All extensions that are accepted.</summary>
    public static IReadOnlyList<string> AllExtensions { get; } = [.. Enum.GetValues<AttachmentType>().SelectMany(ExtensionsOf)];
}
