using System.Text;
using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Matching;

/// <summary>What makes a text the same to a reader: its words, not its numbering, quotation marks, dashes or capitals.</summary>
internal static partial class TextIdentity
{
    /// <summary>The text in a form that is equal for texts that read the same.</summary>
    public static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in Numbering().Replace(text, ""))
        {
            switch (c)
            {
                case '–' or '—' or '−':
                    normal.Append('-');
                    break;
                case '„' or '“' or '”' or '«' or '»' or '"' or '‚' or '‘' or '’' or '\'':
                    normal.Append('"');
                    break;
                case '\n':
                    normal.Append(' ');
                    break;
                default:
                    normal.Append(char.ToLowerInvariant(c));
                    break;
            }
        }

        return normal.ToString();
    }

    /// <summary>The words of a normalised text, lower case.</summary>
    public static List<string> Words(string normalized) => [.. Word().Matches(normalized).Select(match => match.Value)];

    [GeneratedRegex(@"^(\(?\d+(\.\d+)*[.)]+|TOP \d+(\.\d+)*\.?)\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}*]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
