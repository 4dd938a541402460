using System.Text.RegularExpressions;

namespace LipServerless.Domain.Drafts.Reading.PlainText;

/// <summary>What a line that is no sentence looks like: a heading, a row of a table, a note of an outcome.</summary>
internal static partial class FragmentShape
{
    private const int LongestHeading = 160;
    private const int MostWords = 18;

    public static bool IsHeadingLike(string text) =>
        text.Length <= LongestHeading && Sentence.StartsFresh(text) && !Sentence.IsClosed(text) && !Sentence.ExpectsMore(text) && Sentence.WordCount(text) <= MostWords
        && text.Count(char.IsLetter) >= 3 && !EndsInAmount(text) && !IsOutcome(text) && !IsAddress(text);

    /// <summary>At least two words' worth of letters, all capitals: "PROTOKOLL".</summary>
    public static bool IsAllCapitals(string text) =>
        text.Length <= LongestHeading && text.Count(char.IsUpper) >= 5 && !text.Any(char.IsLower) && text.Count(char.IsLetter) * 2 > text.Length;

    /// <summary>Ends in a sum of money or another figure with a decimal comma, as rows do.</summary>
    public static bool EndsInAmount(string text) => Amount().IsMatch(text);

    /// <summary>Only figures, or a number and then words: a cell or a numbered row.</summary>
    public static bool IsNumberedRow(string text) => NumberedRow().IsMatch(text);

    /// <summary>"Ort: Rathaus": a name of at most three words, a colon, a value.</summary>
    public static bool IsKeyAndValue(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Sentence.WordCount(text[..colon]) <= 3;
    }

    /// <summary>How minutes note what came of an item: never a heading.</summary>
    public static bool IsOutcome(string text) => Outcome().IsMatch(text);

    public static bool IsAddress(string text) => Address().IsMatch(text);

    [GeneratedRegex(@"(^|\s)[-+–]?\d{1,3}(\.?\d{3})*,(\d{2}|-|–)(\s*(€|Euro|EUR|%))?$|\s\d+([.,]\d+)?\s*(€|Euro|EUR|%)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^\d{1,3}(\s+\p{L}|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberedRow();

    [GeneratedRegex(@"^(einstimmig|mehrheitlich|zur kenntnis genommen|keine wortmeldung(en)?|ohne aussprache|abgelehnt|angenommen|beschlossen|vertagt|zurückgezogen|abgesetzt|\d+ (ja-|nein-)?stimmen?\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Outcome();

    [GeneratedRegex(@"(^|\s)(www\.|https?://)|\S@\S|^(Tel(efon|\.)?|Fax|E-?Mail)\b|^\d{5} \p{Lu}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
