using System.Buffers.Binary;

namespace LipServerless.Domain.Attachments.Content;

/// <summary>WebP: a RIFF container of the length it says, whose first chunk is one of the three kinds of image.</summary>
internal static class WebpFile
{
    public static bool IsWhole(ReadOnlySpan<byte> content)
    {
        if (content.Length < 20 || BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) > content.Length - 8)
            return false;
        var first = content[12..16];
        return first.SequenceEqual("VP8 "u8) || first.SequenceEqual("VP8L"u8) || first.SequenceEqual("VP8X"u8);
    }
}
