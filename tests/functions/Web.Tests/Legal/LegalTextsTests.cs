using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Web.Legal;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Tests.Legal;

public sealed class LegalTextsTests
{
    [Fact]
    public void From_NothingOfTheOffice_ServesSamplesAndSaysSo()
    {
        var texts = LegalTexts.From([]);

        Assert.Equal(Enum.GetValues<LegalPageKind>(), texts.Samples);
        foreach (var kind in Enum.GetValues<LegalPageKind>())
        {
            foreach (var language in TextCatalog.Languages)
            {
                Assert.True(texts.Of(kind, language).IsSample);
                Assert.Contains(LegalMarkdown.SampleMark, texts.Of(kind, language).Html, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void From_Samples_NameFeedbackAndConciliation()
    {
        var statement = LegalTexts.From([]).Of(LegalPageKind.Accessibility, "de");

        Assert.Contains("href=\"mailto:barrierefrei@example.org\"", statement.Html, StringComparison.Ordinal);
        Assert.Contains("Schlichtungsstelle nach § 9 d NBGG", statement.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void From_OwnGermanText_ReplacesTheSamplesOfAllLanguages()
    {
        var texts = LegalTexts.From([File("impressum.de.md", "# Impressum\n\nStadt Hannover, *Rathaus*.")]);

        Assert.DoesNotContain(LegalPageKind.Imprint, texts.Samples);
        Assert.Contains(LegalPageKind.Privacy, texts.Samples);
        var shown = texts.Of(LegalPageKind.Imprint, "en");
        Assert.Equal(("de", "Impressum", false), (shown.Language, shown.Title, shown.IsSample));
        Assert.Contains("<em>Rathaus</em>", shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void From_OwnTextWithTheMarkLeftIn_IsASampleStill() =>
        Assert.Contains(LegalPageKind.Imprint, LegalTexts.From([File("impressum.de.md", "# Impressum\n\n**Muster – bitte ersetzen.** Wir.")]).Samples);

    [Fact]
    public void From_Table_ScrollsByItself() =>
        Assert.Contains(
            "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"A &amp; B\"><table>",
            LegalTexts.From([File("impressum.de.md", "# A & B\n\n| a | b |\n|---|---|\n| 1 | 2 |")]).Of(LegalPageKind.Imprint, "de").Html,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("imprint.de.md", "# Impressum\n\nText", "a file is named page.language.md")]
    [InlineData("impressum.fr.md", "# Impressum\n\nText", "a file is named page.language.md")]
    [InlineData("impressum.de.txt", "# Impressum\n\nText", "a file is named page.language.md")]
    [InlineData("impressum.de.md", "", "it does not begin with its title")]
    [InlineData("impressum.de.md", "Impressum\n\nText", "it does not begin with its title")]
    [InlineData("impressum.de.md", "# Impressum", "nothing follows the title")]
    [InlineData("impressum.de.md", "# Impressum\n\nText\n\n# Noch eins", "line 5 is a second title")]
    [InlineData("impressum.de.md", "# Impressum\n\nText\n\n<script>alert(1)</script>", "line 5 holds HTML")]
    [InlineData("impressum.de.md", "# Impressum\n\nText <b onclick=x>fett</b>", "line 3 holds HTML")]
    [InlineData("impressum.de.md", "# Impressum\n\n![Wappen](https://example.org/w.png)", "line 3 holds a picture")]
    [InlineData("impressum.de.md", "# Impressum\n\n[hier](javascript:alert(1))", "line 3 links to 'javascript:alert(1)'")]
    [InlineData("impressum.de.md", "# Impressum\n\n[hier](../b/token)", "line 3 links to '../b/token'")]
    [InlineData("barrierefreiheit.de.md", "# Erklärung\n\nAlles gut.", "it names no feedback address")]
    [InlineData("impressum.en.md", "# Imprint\n\nText", "impressum.de.md is missing")]
    public void From_FaultyFile_NamesFileAndRemedy(string name, string text, string fault)
    {
        var thrown = Assert.Throws<LegalTextsException>(() => LegalTexts.From([File(name, text)]));

        Assert.Contains(thrown.Faults, named => named.Contains(fault, StringComparison.Ordinal));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_FileThatIsNotUtf8_IsAFault() =>
        Assert.Contains("not UTF-8", Assert.Throws<LegalTextsException>(() => LegalTexts.From([new("impressum.de.md", new byte[] { 35, 32, 0xFC, 10 })])).Message, StringComparison.Ordinal);

    [Fact]
    public void From_SeveralFaults_NamesThemAll()
    {
        var thrown = Assert.Throws<LegalTextsException>(() => LegalTexts.From([File("impressum.de.md", "# Impressum"), File("impressum.en.md", "# Imprint\n\nText"), File("y.md", "# y")]));

        Assert.Equal(["impressum.de.md", "y.md"], thrown.Faults.Select(fault => fault.Split(':')[0]));
    }

    private static LegalTextFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
