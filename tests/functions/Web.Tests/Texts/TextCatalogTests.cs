using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Bundling;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Web.Legal;
using LipServerless.Web.Overview;
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

        Assert.Equal(german.Keys.SelectMany(key => KeysFor(language, key)).Distinct().Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        foreach (var key in german.Keys.Where(key => !key.StartsWith("meta.", StringComparison.Ordinal) && !IsForm(key)))
            Assert.True(Placeholders(german[key]).SetEquals(Placeholders(texts[key])), key);
        foreach (var form in german.Keys.Where(IsForm).SelectMany(key => KeysFor(language, key)))
            Assert.True(Placeholders(texts[form]).IsSubsetOf(Placeholders(german[Other(form)])), form);
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
            AssertAll<CouncilPart>(texts);
            AssertAll<ChallengeOutcome>(texts);
            AssertAll<EqualityState>(texts);
            AssertAll<TallyState>(texts);
            AssertAll<LegalPageKind>(texts);
            foreach (var kind in Enum.GetValues<BodyKind>())
            {
                Assert.NotEmpty(texts[$"reply.task.{kind}"]);
                Assert.NotEmpty(texts[$"mail.Invitation.{kind}"]);
            }
        }
    }

    [Fact]
    public void Sources_GermanWords_SayTheirDirection()
    {
        var without = SourceFiles()
            .Where(file => Path.GetExtension(file) == ".razor")
            .SelectMany(file => GermanWithoutDirection().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"));

        Assert.Empty(without);
    }

    // site.js counts on: it replaces the first number.
    [Theory]
    [MemberData(nameof(Languages))]
    public void ContentsDone_InEveryLanguage_BeginsWithWhatIsDone(string language) =>
        Assert.Equal("{0", Placeholder().Match(TextCatalog.For(language)["contents.done"]).Value);

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

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "two")]
    [InlineData(3, "few")]
    [InlineData(10, "few")]
    [InlineData(11, "many")]
    [InlineData(99, "many")]
    [InlineData(100, "other")]
    [InlineData(102, "other")]
    [InlineData(103, "few")]
    [InlineData(111, "many")]
    public void PluralForm_Arabic_FollowsTheLastTwoDigits(int count, string form) => Assert.Equal(form, PluralForm.Of("ar", count));

    [Fact]
    public void Count_Arabic_SpeaksOfTwoAndOfFewDays()
    {
        Assert.Equal("بعد يومين", TextCatalog.For("ar").Count("mail.left.days", 2));
        Assert.Equal("بعد 7 أيام", TextCatalog.For("ar").Count("mail.left.days", 7));
        Assert.Equal("بعد 14 يومًا", TextCatalog.For("ar").Count("mail.left.days", 14));
    }

    [Fact]
    public void Indexer_RightToLeft_KeepsWhatIsFilledInApart()
    {
        Assert.Equal("الجولة 3", TextCatalog.For("ar")["round.number", 3]);
        Assert.Contains("\u2068Grundlagenpapier (2. Fassung)\u2069", TextCatalog.For("ar")["mail.Outcome.accepted.subject", "Grundlagenpapier (2. Fassung)"], StringComparison.Ordinal);
        Assert.DoesNotContain('\u2068', TextCatalog.For("tr")["mail.Outcome.accepted.subject", "Grundlagenpapier"]);
    }

    [Theory]
    [InlineData("de", "ltr", true)]
    [InlineData("en", "ltr", true)]
    [InlineData("tr", "ltr", false)]
    [InlineData("ar", "rtl", false)]
    public void Languages_Shipped_HaveDirectionAndReview(string language, string direction, bool reviewed)
    {
        Assert.Equal(direction, TextCatalog.For(language).Direction);
        Assert.Equal(reviewed, TextCatalog.For(language).IsReviewed);
    }

    // Where German has "one" and "other", a language has the forms of its own grammar.
    private static IEnumerable<string> KeysFor(string language, string germanKey) =>
        IsForm(germanKey) ? PluralForm.Of(language).Select(form => Stem(germanKey) + form) : [germanKey];

    private static bool IsForm(string germanKey) =>
        PluralForm.Of(TextCatalog.DefaultLanguage).All(form => TextCatalog.German.Keys.Contains(Stem(germanKey) + form))
        && PluralForm.Of(TextCatalog.DefaultLanguage).Contains(germanKey[Stem(germanKey).Length..]);

    private static string Other(string key) => Stem(key) + "other";

    private static string Stem(string key) => key[..(key.LastIndexOf('.') + 1)];

    private static void AssertAll<TEnum>(PageTexts texts)
        where TEnum : struct, Enum
        => Assert.All(Enum.GetValues<TEnum>(), value => Assert.NotEmpty(texts.Of(value)));

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("""<[^<>]*\blang="de"(?![^<>]*\bdir=)""")]
    private static partial Regex GermanWithoutDirection();

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
