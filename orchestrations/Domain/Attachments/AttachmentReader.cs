using System.Security.Cryptography;
using LipServerless.Domain.Attachments.Content;

namespace LipServerless.Domain.Attachments;

/// <summary>Looks at a file that somebody sent and says what it is. Believes bytes, not names or media types; runs nothing of it.</summary>
public static class AttachmentReader
{
    /// <summary>The attachment that a file makes, or what is wrong with it.</summary>
    /// <param name="sentName">The name as it was sent.</param>
    /// <param name="content">All its bytes.</param>
    /// <param name="role">What it is to the statement.</param>
    /// <param name="limits">The limits; only that of a single file counts here.</param>
    public static (Attachment? Attachment, AttachmentFault? Fault) Read(string? sentName, ReadOnlyMemory<byte> content, AttachmentRole role, AttachmentLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var name = FileName.Clean(sentName);
        if (content.Length == 0)
            return (null, new(AttachmentFaultCode.Empty, name));
        if (content.Length > limits.MaxFileBytes)
            return (null, new(AttachmentFaultCode.TooLarge, name, limits.MaxFileBytes / AttachmentLimits.Megabyte));
        if (TypeOf(content.Span) is not { } type)
            return (null, new(AttachmentFaultCode.UnknownType, name));
        if (!AttachmentTypes.ExtensionsOf(type).Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            return (null, new(type == AttachmentType.Docx && Path.GetExtension(name).Equals(".docm", StringComparison.OrdinalIgnoreCase) ? AttachmentFaultCode.Macros : AttachmentFaultCode.WrongExtension, name));
        if (FaultOf(type, content) is { } fault)
            return (null, new(fault, name));
        return (new Attachment { Hash = Convert.ToHexStringLower(SHA256.HashData(content.Span)), Name = name, Size = content.Length, Type = type, Role = role }, null);
    }

    // By the first bytes. A ZIP is taken for a Word document until its inside is looked at.
    private static AttachmentType? TypeOf(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8))
            return AttachmentType.Pdf;
        if (content.StartsWith("PK\u0003\u0004"u8))
            return AttachmentType.Docx;
        if (content.StartsWith(PngFile.Signature))
            return AttachmentType.Png;
        if (content.StartsWith(JpegFile.Start))
            return AttachmentType.Jpeg;
        return content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..12].SequenceEqual("WEBP"u8) ? AttachmentType.Webp : null;
    }

    private static AttachmentFaultCode? FaultOf(AttachmentType type, ReadOnlyMemory<byte> content) => type switch
    {
        AttachmentType.Docx => DocxFile.FaultOf(content),
        AttachmentType.Pdf when PdfFile.IsWhole(content.Span) => null,
        AttachmentType.Png when PngFile.IsWhole(content.Span) => null,
        AttachmentType.Jpeg when JpegFile.IsWhole(content.Span) => null,
        AttachmentType.Webp when WebpFile.IsWhole(content.Span) => null,
        _ => AttachmentFaultCode.Damaged,
    };
}
