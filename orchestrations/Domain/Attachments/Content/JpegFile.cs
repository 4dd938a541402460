using System.Buffers.Binary;

namespace LipServerless.Domain.Attachments.Content;

/// <summary>JPEG (ITU T.81): segments from SOI to the first scan, a frame header among them, and an end of image behind.</summary>
internal static class JpegFile
{
    private const byte StartOfScan = 0xda;

    public static ReadOnlySpan<byte> Start => [0xff, 0xd8, 0xff];

    public static bool IsWhole(ReadOnlySpan<byte> content)
    {
        var hasFrame = false;
        var at = 2;
        while (at + 4 <= content.Length && content[at] == 0xff)
        {
            var marker = content[at + 1];
            if (marker == 0xff)
            {
                // Any number of fill bytes may stand before a marker.
                at++;
                continue;
            }

            if (marker == StartOfScan)
                return hasFrame && content[at..].LastIndexOf([(byte)0xff, (byte)0xd9]) > 0;
            hasFrame |= IsFrame(marker);
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }

        return false;
    }

    // SOF0 to SOF15 without DHT, JPG and DAC, which lie between them.
    private static bool IsFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);
}
