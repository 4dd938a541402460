using System.Globalization;
using System.Text;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>Removes what cannot be seen and would make equal texts differ or display as something else.</summary>
internal static class CleanText
{
    /// <summary>
    /// Unicode form C; line ends become <c>\n</c>, form feeds stay; control and directional override characters, zero-width characters and byte-order marks go;
    /// every kind of space becomes a plain one; non-breaking hyphens become plain ones. Soft hyphens stay for <see cref="LineJoiner"/>.
    /// </summary>
    public static string Characters(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\r':
                    clean.Append('\n');
                    if (i + 1 < text.Length && text[i + 1] == '\n')
                        i++;
                    break;
                case '\n' or '\u0085' or '\u2028' or '\u2029' or '\u000b':
                    clean.Append('\n');
                    break;
                case '\t' or '\f' or '\u00ad':
                    clean.Append(c);
                    break;
                case '\u2011':
                    clean.Append('-');
                    break;
                // Zero-width joiners shape letters in other scripts and stay.
                case '\u200c' or '\u200d':
                    clean.Append(c);
                    break;
                case '\u200b' or '\u2060' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'):
                    break;
                default:
                    if (char.IsSurrogate(c))
                    {
                        // Half a pair (possible in a file's name) is no character.
                        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                            clean.Append(c).Append(text[++i]);
                        break;
                    }

                    if (char.IsControl(c) || (c >= '\ufdd0' && c <= '\ufdef') || c >= '\ufffe')
                        break;
                    clean.Append(char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c);
                    break;
            }
        }

        var result = clean.ToString();
        return result.IsNormalized() ? result : result.Normalize(NormalizationForm.FormC);
    }

    /// <summary>One space between words, none at the ends; line breaks are spaces too.</summary>
    public static string Spaces(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As <see cref="Spaces"/> within each line; empty lines go, line breaks stay.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(Spaces).Where(line => line.Length > 0));
}
