namespace LipServerless.Domain.Settings;

/// <summary>
/// Names and titles that stand in mails, letters and pages: one line, and nothing in it that ends a header or turns the reading direction of
/// what follows (U+202E makes "exe.fdp" of "pdf.exe").
/// </summary>
internal static class OneLine
{
    /// <summary>Longest name or title, in characters.</summary>
    public const int Longest = 200;

    /// <summary>Whether the text is one line, not empty, and not too long.</summary>
    public static bool Is(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= Longest && !text.Any(IsHidden);

    /// <summary>Whether the character is a control character, a line separator, or sets the reading direction.</summary>
    public static bool IsHidden(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
