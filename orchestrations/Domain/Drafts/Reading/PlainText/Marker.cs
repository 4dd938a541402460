using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>The marks that begin list items and numbered headings.</summary>
internal static partial class Marker
{
    /// <summary>A bullet that is never anything else.</summary>
    public static bool IsBullet(string text) => Bullet().IsMatch(text);

    /// <summary>A dash or asterisk with a space: an item or a dash within a sentence.</summary>
    public static bool IsDash(string text) => Dash().IsMatch(text);

    /// <summary>The number of an item ("3", "3.1", "a"), or null.</summary>
    public static string? ItemNumber(string text)
    {
        var match = Number().Match(text);
        return match.Success && !Sentence.StartsWithMonth(text[match.Length..]) ? match.Groups["number"].Value : null;
    }

    /// <summary>Whether an item with this number can follow one numbered <paramref name="last"/> (null: none yet).</summary>
    public static bool Follows(string? last, string number)
    {
        if (number is "1" or "a" or "A" or "I" || number.EndsWith(".1", StringComparison.Ordinal))
            return true;
        if (last is null)
            return false;
        var was = last.Split('.');
        var now = number.Split('.');
        if (now.Length > was.Length)
            return false;
        for (var i = 0; i + 1 < now.Length; i++)
        {
            if (was[i] != now[i])
                return false;
        }

        var (before, after) = (was[now.Length - 1], now[^1]);
        return int.TryParse(before, out var b) && int.TryParse(after, out var a)
            ? a == b + 1
            : before.Length == 1 && after.Length == 1 && after[0] == before[0] + 1;
    }

    /// <summary>The text of an item: without its bullet or dash, with its number.</summary>
    public static string WithoutBullet(string text) => AnyBullet().Replace(text, "");

    /// <summary>The depth (1 and up) of a heading's own number: "(2) …", "(2.1) …", "§ 3 …", "1.2 …", "II. …"; 0 if it has none.</summary>
    public static int HeadingDepth(string text)
    {
        var match = Bracketed().Match(text);
        if (!match.Success)
            match = Decimal().Match(text);
        if (match.Success)
            return match.Groups["number"].Value.Count(c => c == '.') + 1;
        return Named().IsMatch(text) ? 1 : 0;
    }

    /// <summary>The number of an agenda item ("TOP 3.1."), whose heading stands in the lines below it.</summary>
    public static int AgendaDepth(string text)
    {
        var match = Agenda().Match(text);
        return match.Success ? match.Groups["number"].Value.Count(c => c == '.') + 1 : 0;
    }

    public static bool IsFootnote(TextLine line) => Footnote().IsMatch(line.Raw);

    [GeneratedRegex(@"^[•●▪■◦‣⁃∙·➢➔►✓\uf0b7\uf0a7\uf0fc\uf076\uf0d8]\s*\S")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[-–—*+]\s+\S")]
    private static partial Regex Dash();

    [GeneratedRegex(@"^([•●▪■◦‣⁃∙·➢➔►✓\uf0b7\uf0a7\uf0fc\uf076\uf0d8]\s*|[-–—*+]\s+)", RegexOptions.ExplicitCapture)]
    private static partial Regex AnyBullet();

    [GeneratedRegex(@"^((?<number>\d{1,3}(\.\d{1,3}){0,4})[.)]|\(?(?<number>[a-zA-Z])\)|(?<number>[a-z])\.)\s+(?=\S)", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\((?<number>\d{1,2}(\.\d{1,2}){0,4})\.?\)\s+\S", RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"^(?<number>\d{1,2}(\.\d{1,2}){1,4})\.?\s+\p{Lu}", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^(§ ?\d+[a-z]?\b|[IVX]{1,5}\.\s+\p{Lu}|(Artikel|Kapitel|Abschnitt|Teil|Themenfeld|Anlage|Handlungsfeld|Leitlinie) (\d+|[IVX]+)\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(TOP|Tagesordnungspunkt)\s+(?<number>\d{1,3}(\.\d{1,3}){0,3})\.?:?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Agenda();

    [GeneratedRegex(@"^(\d{1,2}|\[\d{1,2}\]|\*)(\s{2,}|\t)\S|^\d{1,2}\s+(Vgl\.|Siehe|Unter www|http|www\.)", RegexOptions.ExplicitCapture)]
    private static partial Regex Footnote();
}
