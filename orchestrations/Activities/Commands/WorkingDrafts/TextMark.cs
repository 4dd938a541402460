using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Activities.Commands.WorkingDrafts;

/// <summary>A short mark of a text, by which a page says what it had shown without carrying it twice.</summary>
public static class TextMark
{
    /// <summary>Eight hexadecimal digits; empty for the empty text.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
    }
}
