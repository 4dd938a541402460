namespace LipServerless.Domain.Attachments.Content;

/// <summary>ISO 32000: a header with a version, and the mark of the end of the file near its end.</summary>
internal static class PdfFile
{
    // The standard wants the mark in the last line; many writers add a little behind it.
    private const int Tail = 4096;

    public static bool IsWhole(ReadOnlySpan<byte> content) =>
        content.Length > 8 && char.IsAsciiDigit((char)content[5]) && content[6] == '.' && char.IsAsciiDigit((char)content[7])
        && content[Math.Max(0, content.Length - Tail)..].IndexOf("%%EOF"u8) >= 0;
}
