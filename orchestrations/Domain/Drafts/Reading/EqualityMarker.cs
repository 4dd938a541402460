using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>The marker by which authors flag a paragraph as relevant for equality: <c>{gleichstellung}</c> at its very end.</summary>
internal static partial class EqualityMarker
{
    /// <summary>The text without the marker, and whether it was there.</summary>
    public static (string Text, bool Found) Take(string text)
    {
        var match = Marker().Match(text);
        return match.Success ? (text[..match.Index], true) : (text, false);
    }

    [GeneratedRegex(@"(\s*\{\s*gleichstellung\s*\})+\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
