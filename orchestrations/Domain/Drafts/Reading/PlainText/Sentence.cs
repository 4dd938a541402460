using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>What the words at a line's ends tell: whether a sentence is finished, whether it must go on.</summary>
internal static partial class Sentence
{
    // A line that ends in one of these is not finished, whatever stands below.
    private static readonly HashSet<string> Expecting = new(StringComparer.Ordinal)
    {
        "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "einem", "einen", "kein", "keine", "und", "oder", "sowie", "für", "von", "vom",
        "mit", "im", "in", "an", "am", "auf", "aus", "bei", "beim", "bis", "durch", "gegen", "ohne", "um", "über", "unter", "vor", "zu", "zum", "zur", "nach", "als",
        "wie", "dass", "ob", "wenn", "weil", "&", "–", "—", "-", "bzw.", "sich", "ihre", "ihrer", "ihren", "seine", "seiner", "diese", "dieser", "dieses", "Die", "Der", "Das",
    };

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "z.B.", "B.", "bzw.", "ca.", "Nr.", "Dr.", "Prof.", "Abs.", "Art.", "Dez.", "vgl.", "ggf.", "inkl.", "insb.", "sog.", "u.a.", "d.h.", "i.V.", "St.", "Str.", "Mio.", "Tsd.", "S.", "lfd.", "gem.", "max.", "mind.", "evtl.", "Dipl.",
    };

    /// <summary>Whether the text ends as a sentence, an introduction (:) or an entry (;) does, closing quotes and brackets aside, or in the equality marker.</summary>
    public static bool IsClosed(string text)
    {
        if (EndsInMarker(text))
            return true;
        var bare = text.AsSpan().TrimEnd("\"“”»«’')]*");
        if (bare.Length == 0 || bare[^1] is not ('.' or '!' or '?' or '…' or ':' or ';'))
            return false;
        if (bare[^1] != '.' || bare.Length < text.Length)
            return true;
        var word = LastWord(text);
        return !Abbreviations.Contains(word) && !Ordinal().IsMatch(word);
    }

    /// <summary>Whether the text ends as a full sentence does; a colon or semicolon is no such end.</summary>
    public static bool IsFinished(string text) =>
        IsClosed(text) && (EndsInMarker(text) || text.AsSpan().TrimEnd("\"“”»«’')]*")[^1] is not (':' or ';'));

    public static bool EndsInColon(string text) => text.EndsWith(':');

    public static bool EndsInMarker(string text) => text.EndsWith('}') && EqualityMarker.Take(text).Found;

    /// <summary>Whether the text cannot end here: a comma, a division, an article, a preposition, a conjunction.</summary>
    public static bool ExpectsMore(string text) =>
        text.Length > 0 && (text[^1] is ',' or '\u00ad' or '/' || EndsInHyphen(text) || Expecting.Contains(LastWord(text).TrimStart('(')));

    public static bool EndsInHyphen(string text) => text.Length > 1 && text[^1] == '-' && char.IsLetterOrDigit(text[^2]);

    public static bool StartsLower(string text) => text.Length > 0 && char.IsLower(text[0]);

    /// <summary>Whether it begins as a heading or sentence does: a capital, a figure, an opening quote.</summary>
    public static bool StartsFresh(string text) =>
        text.Length > 0 && (char.IsUpper(text[0]) || char.IsDigit(text[0]) || (text[0] is '„' or '"' or '»' or '“' or '§'));

    public static string FirstWord(string text)
    {
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }

    public static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..];

    public static int WordCount(string text) => text.Count(c => c == ' ') + 1;

    public static bool StartsWithMonth(string text) => Month().IsMatch(text);

    [GeneratedRegex(@"^\(?\d{1,2}\.$")]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Month();
}
