using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Pages.Synopses;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Tests.Texts;

public sealed partial class TextCatalogTests
{
    public static TheoryData<string> Languages => [.. TextCatalog.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Language_EveryKey_IsTranslatedWithTheSamePlaceholders(string language)
    {
        var german = TextCatalog.German;
        var texts = TextCatalog.For(language);

        Assert.Equal(german.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        foreach (var key in german.Keys.Where(key => !key.StartsWith("meta.", StringComparison.Ordinal)))
            Assert.True(Placeholders(german[key]).SetEquals(Placeholders(texts[key])), key);
    }

    [Fact]
    public void Sources_EveryKeyTheyName_Exists()
    {
        var keys = TextCatalog.German.Keys.ToHashSet(StringComparer.Ordinal);
        var prefixes = keys.Select(key => key.Split('.')[0]).Where(prefix => char.IsLower(prefix[0])).ToHashSet(StringComparer.Ordinal);
        string[] files = ["icon.svg", "site.css", "site.js"];
        var missing = SourceFiles()
            .SelectMany(file => NamedKey().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(key => prefixes.Contains(key.Split('.')[0]) && !files.Contains(key) && !keys.Contains(key) && !keys.Contains(key + ".one"))
            .Where(key => key != "statement.Content")
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    [Fact]
    public void Enums_EveryValueShown_HasAText()
    {
        foreach (var texts in TextCatalog.Languages.Select(TextCatalog.For))
        {
            AssertAll<Stance>(texts);
            AssertAll<Channel>(texts);
            AssertAll<Bundling>(texts);
            AssertAll<BodyResult>(texts);
            AssertAll<StatementStanding>(texts);
            AssertAll<DecisionOutcome>(texts);
            AssertAll<ConsensusState>(texts);
            foreach (var kind in Enum.GetValues<BodyKind>())
            {
                Assert.NotEmpty(texts[$"reply.task.{kind}"]);
                Assert.NotEmpty(texts[$"mail.Invitation.{kind}"]);
            }
        }
    }

    [Fact]
    public void For_UnknownLanguage_IsGerman()
    {
        Assert.Same(TextCatalog.German, TextCatalog.For("xx"));
        Assert.Same(TextCatalog.German, TextCatalog.For(null));
        Assert.Same(TextCatalog.For("en"), TextCatalog.For("en-US"));
    }

    [Fact]
    public void Indexer_MissingKey_FailsLoudly() => Assert.Throws<KeyNotFoundException>(() => TextCatalog.German["no.such.key"]);

    [Fact]
    public void Count_OneAndMany_ChooseTheirForm()
    {
        Assert.Equal("Anlage: Sicht eines Beirats", TextCatalog.German.Count("synopsis.annexed", 1));
        Assert.Equal("Anlage: 7 Sichten der Beiräte", TextCatalog.German.Count("synopsis.annexed", 7));
    }

    private static void AssertAll<TEnum>(PageTexts texts)
        where TEnum : struct, Enum
        => Assert.All(Enum.GetValues<TEnum>(), value => Assert.NotEmpty(texts.Of(value)));

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    private static IEnumerable<string> SourceFiles([CallerFilePath] string here = "")
    {
        var web = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../functions/Web"));
        return Directory.EnumerateFiles(web, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs")
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("obj-nuget", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex("""(?<!\$)"([a-z][A-Za-z]*(?:\.[A-Za-z]+)+)"[\],) ]""")]
    private static partial Regex NamedKey();
}
