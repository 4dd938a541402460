using System.Text;

namespace LipServerless.Domain.Drafts.Reading;

/// <summary>
/// Joins wrapped lines to running text. A hyphen at a line's end is a division ("Zusammen-/leben") unless what follows says that it belongs there:
/// a capital, a figure ("Online-/Abstimmung", "COVID-/19") or a word that links two halves ("Sport- und Bäderamt", "mit- und einwirken", "Ein- bis Zweibettzimmer").
/// </summary>
internal static class LineJoiner
{
    private static readonly HashSet<string> Links = new(StringComparer.OrdinalIgnoreCase)
    {
        "und", "oder", "bzw.", "beziehungsweise", "sowie", "u.", "u./o.", "versus",
    };

    // These also end words ("so-/wie"): only after a noun do they link.
    private static readonly HashSet<string> LinksOfNouns = new(StringComparer.OrdinalIgnoreCase) { "als", "wie", "bis" };

    /// <summary>The lines as one text; <c>\n</c> nowhere.</summary>
    public static string Join(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            Append(text, CleanText.Spaces(line));
        return text.Replace("\u00ad", "").ToString();
    }

    private static void Append(StringBuilder text, string next)
    {
        if (next.Length == 0)
            return;
        if (text.Length == 0)
        {
            text.Append(next);
            return;
        }

        switch (SeamOf(text, next))
        {
            case Seam.Divided:
                text.Length--;
                text.Append(next);
                break;
            case Seam.Compound:
                text.Append(next);
                break;
            default:
                text.Append(' ').Append(next);
                break;
        }
    }

    private static Seam SeamOf(StringBuilder text, string next)
    {
        var last = text[^1];
        if (last == '\u00ad')
            return Seam.Divided;
        var before = text.Length > 1 ? text[^2] : ' ';
        if (last == '/' && char.IsLetter(before) && char.IsLetter(next[0]))
            return Seam.Compound;
        if (last != '-' || !(char.IsLetterOrDigit(before) || before is '*' or '"' or '“' or '”' or '’' or ')'))
            return Seam.Space;

        var word = next.Split(' ', 2)[0];
        if (Links.Contains(word) || (LinksOfNouns.Contains(word) && char.IsUpper(FirstLetterOfLastWord(text))))
            return Seam.Space;
        if (char.IsUpper(next[0]) || char.IsDigit(next[0]) || next[0] is '„' or '"' or '“')
            return Seam.Compound;
        return char.IsLower(next[0]) && char.IsLetter(before) ? Seam.Divided : Seam.Space;
    }

    private static char FirstLetterOfLastWord(StringBuilder text)
    {
        var at = text.Length - 1;
        while (at > 0 && text[at - 1] is not (' ' or '\n' or '(' or '„' or '"' or '/'))
            at--;
        return text[at];
    }

    private enum Seam
    {
        Space,
        Divided,
        Compound,
    }
}
