using System.Globalization;
using System.Text;

namespace LipServerless.Domain.Settings;

/// <summary>Ids made from titles: <c>[a-z0-9-]</c>, German umlauts spelled out.</summary>
public static class Slug
{
    /// <summary>The id of a title, at most 40 characters; empty where nothing of it can be used.</summary>
    public static string Of(string title)
    {
        var result = new StringBuilder();
        foreach (var c in Spelled(title).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                result.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && result.Length > 0 && result[^1] != '-')
                result.Append('-');
        }

        var slug = result.ToString();
        return (slug.Length > 40 ? slug[..40] : slug).Trim('-');
    }

    /// <summary>Whether a text is such an id of at most <paramref name="most"/> characters.</summary>
    public static bool IsValid(string? text, int most) =>
        text is { Length: > 0 } && text.Length <= most && text[0] != '-' && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static string Spelled(string title) => title
        .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
        .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
        .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
        .Replace("ß", "ss", StringComparison.OrdinalIgnoreCase);
}
