using System.Buffers.Binary;

namespace LipServerless.Domain.Attachments.Content;

/// <summary>PNG (ISO/IEC 15948): signature, then chunks from IHDR to IEND that lie within the file.</summary>
internal static class PngFile
{
    // Length, type, checksum.
    private const int ChunkFrame = 12;
    private const int HeaderLength = 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static bool IsWhole(ReadOnlySpan<byte> content)
    {
        var rest = content[Signature.Length..];
        for (var isFirst = true; rest.Length >= ChunkFrame; isFirst = false)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest[4..8];
            if (length > rest.Length - ChunkFrame || (isFirst && (length != HeaderLength || !type.SequenceEqual("IHDR"u8) || !HasSize(rest[8..]))))
                return false;
            if (type.SequenceEqual("IEND"u8))
                return true;
            rest = rest[((int)length + ChunkFrame)..];
        }

        return false;
    }

    private static bool HasSize(ReadOnlySpan<byte> header) =>
        BinaryPrimitives.ReadUInt32BigEndian(header) > 0 && BinaryPrimitives.ReadUInt32BigEndian(header[4..]) > 0;
}
