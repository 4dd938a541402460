namespace LipServerless.Web.Texts;

/// <summary>
/// Which form of a text a count takes in a language, by the Unicode CLDR's categories for whole numbers. A text that counts has the keys
/// <c>{key}.{form}</c>, one for each of its language's forms.
/// </summary>
public static class PluralForm
{
    private static readonly string[] OneAndOther = ["one", "other"];
    private static readonly string[] Arabic = ["zero", "one", "two", "few", "many", "other"];

    /// <summary>The forms of a language, by its tag; those of German where no rule is known.</summary>
    public static IReadOnlyList<string> Of(string language) => language == "ar" ? Arabic : OneAndOther;

    /// <summary>The form for a count, which is not negative.</summary>
    public static string Of(string language, int count) => language switch
    {
        "ar" => OfArabic(count),
        _ => count == 1 ? "one" : "other",
    };

    // https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html: by the last two digits from 3 on.
    private static string OfArabic(int count) => (count, count % 100) switch
    {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, >= 3 and <= 10) => "few",
        (_, >= 11) => "many",
        _ => "other",
    };
}
