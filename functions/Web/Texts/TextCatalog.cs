using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace LipServerless.Web.Texts;

/// <summary>
/// All languages of pages and mails: embedded files <c>Texts/{language}/{area}.json</c>, flat objects of key and text. A language is
/// added by adding its folder; <c>meta.json</c> in it names its culture and whether a person has reviewed it.
/// </summary>
public static class TextCatalog
{
    /// <summary>The language that prevails.</summary>
    public const string DefaultLanguage = "de";

    private static readonly Dictionary<string, PageTexts> ByLanguage = Load();

    /// <summary>German first, then the others by tag.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [DefaultLanguage, .. ByLanguage.Keys.Where(language => language != DefaultLanguage).Order(StringComparer.Ordinal)];

    /// <summary>German.</summary>
    public static PageTexts German => ByLanguage[DefaultLanguage];

    /// <summary>The texts of a language; <c>de-CH</c> is served by <c>de</c>, and what is unknown by German.</summary>
    public static PageTexts For(string? language) => Find(language) ?? German;

    /// <summary>The texts of a language; null where there are none.</summary>
    public static PageTexts? Find(string? language)
    {
        if (string.IsNullOrEmpty(language))
            return null;
        var primary = language.Split('-')[0].ToLowerInvariant();
        return ByLanguage.GetValueOrDefault(primary);
    }

    private static Dictionary<string, PageTexts> Load()
    {
        var assembly = typeof(TextCatalog).Assembly;
        var byLanguage = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("texts/", StringComparison.Ordinal))
            .GroupBy(name => name.Split('/')[1], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => ReadAll(assembly, group), StringComparer.Ordinal);
        var german = byLanguage[DefaultLanguage];
        return byLanguage.ToDictionary(
            pair => pair.Key,
            pair => new PageTexts(
                pair.Key,
                CultureInfo.GetCultureInfo(pair.Value["meta.culture"]),
                bool.Parse(pair.Value["meta.reviewed"]),
                pair.Value,
                german),
            StringComparer.Ordinal);
    }

    private static Dictionary<string, string> ReadAll(Assembly assembly, IEnumerable<string> names)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                texts.Add(key, text);
        }

        return texts;
    }
}
