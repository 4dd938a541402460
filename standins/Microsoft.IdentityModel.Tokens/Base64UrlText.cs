using System.Buffers.Text;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>Base64url as tokens and keys use it.</summary>
internal static class Base64UrlText
{
    /// <summary>The bytes; null where the text is none of this form.</summary>
    public static byte[]? Decode(string? text)
    {
        try
        {
            return text is null ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
