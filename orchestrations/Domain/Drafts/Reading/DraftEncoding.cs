using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>Turns bytes into text, or says why they are none. Only UTF-8 is read: guessing an encoding would decide what people vote on.</summary>
internal static class DraftEncoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(byte[] content, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out DraftFault? fault)
    {
        text = null;
        fault = content.Length == 0 ? Fault.Empty() : Refuse(content);
        if (fault is not null)
            return false;

        try
        {
            text = Strict.GetString(content, HasUtf8Bom(content) ? 3 : 0, content.Length - (HasUtf8Bom(content) ? 3 : 0));
        }
        catch (DecoderFallbackException)
        {
            fault = Fault.WrongEncoding();
            return false;
        }

        if (IsTwiceEncoded(text))
        {
            text = null;
            fault = Fault.WrongEncoding();
            return false;
        }

        return true;
    }

    private static DraftFault? Refuse(byte[] content)
    {
        if (HasWideBom(content))
            return Fault.WrongEncoding();
        if (HasBinarySignature(content))
            return Fault.Binary();
        if (content.AsSpan().Contains((byte)0))
            return LooksLikeUtf16(content) ? Fault.WrongEncoding() : Fault.Binary();

        // A stray control character is cleaned away; many of them are no text.
        var controls = content.Count(b => b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0b or 0x0c));
        return controls * 50 > content.Length ? Fault.Binary() : null;
    }

    private static bool HasUtf8Bom(byte[] content) => content is [0xEF, 0xBB, 0xBF, ..];

    // UTF-16 and UTF-32, both byte orders (UTF-32 little-endian begins as UTF-16 does).
    private static bool HasWideBom(byte[] content) => content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];

    private static bool HasBinarySignature(byte[] content)
    {
        var start = content.AsSpan(HasUtf8Bom(content) ? 3 : 0);
        return start.StartsWith("%PDF-"u8) || start.StartsWith("{\\rtf"u8)
            || start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8) // DOCX, ODT, ZIP
            || start is [0xD0, 0xCF, 0x11, 0xE0, ..] // DOC, XLS
            || start is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [0x1F, 0x8B, ..];
    }

    // Latin letters in UTF-16 have a NUL in every second place and hardly one in the other.
    private static bool LooksLikeUtf16(byte[] content)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }

        var half = Math.Max(1, content.Length / 2);
        return content.Length >= 4 && Math.Max(even, odd) * 10 >= half * 6 && Math.Min(even, odd) * 10 <= half;
    }

    // UTF-8 that was taken for Windows-1252 and saved as UTF-8 again: valid bytes, ruined umlauts.
    private static bool IsTwiceEncoded(string text)
    {
        var ruined = Count(text, "Ã¤") + Count(text, "Ã¶") + Count(text, "Ã¼") + Count(text, "ÃŸ") + Count(text, "â€");
        var sound = text.Count(c => c is 'ä' or 'ö' or 'ü' or 'ß' or '„');
        return ruined >= 2 && ruined > sound;
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }
}
