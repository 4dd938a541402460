using System.Text.Json;
using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

public class MarkdownReadingTests
{
    [Fact]
    public void Read_TitleThemesAndText_NumbersOnlyWhatCanBeCommentedOn()
    {
        var draft = Read.Markdown("# Grundlagenpapier\n\nVorwort.\n\n## Bildung\n\nErster Satz\nzweite Zeile.\n\n### Kitas\n\n- ein Punkt\n- noch einer\n\n## 2. Soziales\n\nText. {Gleichstellung}\n");

        Assert.Equal("Grundlagenpapier", draft.Title);
        Assert.Equal(
            ["Text: Vorwort.", "Heading: Bildung", "Text: Erster Satz zweite Zeile.", "Heading: Kitas", "ListItem: ein Punkt", "ListItem: noch einer", "Heading: 2. Soziales", "Text: Text."],
            draft.Outline());
        Assert.Equal([1, 0, 2, 0, 3, 4, 0, 5], draft.Paragraphs.Select(p => p.Number));
        Assert.Equal([null, null, "Bildung", "Bildung", "Bildung", "Bildung", null, "Soziales"], draft.Paragraphs.Select(p => p.Theme));
        Assert.Equal(["Bildung", "Kitas"], draft.Paragraphs[4].Headings);
        Assert.True(draft.Paragraphs[^1].EqualityRelevant);
        Assert.Single(draft.Paragraphs, p => p.EqualityRelevant);
    }

    [Fact]
    public void Read_GenderSigns_AreNotEmphasis()
    {
        var draft = Read.Markdown("Die Bürger*innen und ihre **Vertreter*innen** wählen *eine*n* Sprecher_in oder eine_n Sprecher*in.\n");

        Assert.Equal("Die Bürger*innen und ihre Vertreter*innen wählen eine*n Sprecher_in oder eine_n Sprecher*in.", draft.Paragraphs[0].Text);
    }

    [Fact]
    public void Draft_DefaultJson_RoundTrips()
    {
        var draft = Read.Markdown("# T\n\n## Bildung\n\n- Punkt {gleichstellung}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> Zitat\n");

        var json = JsonSerializer.Serialize(draft);

        Assert.Contains("\"ListItem\"", json, StringComparison.Ordinal);
        Assert.Equal(draft, JsonSerializer.Deserialize<Draft>(json));
    }

    [Fact]
    public void Read_Tables_KeepTheirCells()
    {
        var draft = Read.Markdown("| Amt | Ziel |\n|-----|:----:|\n| Schule | **40** Plätze |\n| Sport | für alle Bürger*innen |\n");

        Assert.Equal("Table: Amt | Ziel\nSchule | 40 Plätze\nSport | für alle Bürger*innen", Assert.Single(draft.Outline()));
    }

    [Fact]
    public void Read_NestedAndLooseLists_AreItemsInReadingOrder()
    {
        var draft = Read.Markdown("3. Drei\n4. Vier\n   - innen\n\n   noch zu vier\n");

        Assert.Equal(["ListItem: 3. Drei", "ListItem: 4. Vier", "ListItem: innen", "ListItem: noch zu vier"], draft.Outline());
    }

    [Fact]
    public void Read_Quotes_AreQuotesOnlyInside()
    {
        var draft = Read.Markdown("> Ein Zitat\n> über zwei Zeilen.\n\nEin Absatz.\n");

        Assert.Equal(["Quote: Ein Zitat über zwei Zeilen.", "Text: Ein Absatz."], draft.Outline());
    }

    [Fact]
    public void Read_LinksNotesAndBreaks_LoseNothingThatAReaderSees()
    {
        var draft = Read.Markdown("Siehe [den Plan](https://example.org/plan) und <https://example.org>.[^1]\nErste Zeile  \nzweite Zeile\n\n[^1]: Eine Anmerkung.\n");

        Assert.Equal(["Text: Siehe den Plan (https://example.org/plan) und https://example.org.[1] Erste Zeile\nzweite Zeile", "Text: [1] Eine Anmerkung."], draft.Outline());
    }

    [Fact]
    public void Read_Html_IsTextLikeAnyOther()
    {
        var draft = Read.Markdown("<script>alert(1)</script>\n\nEin <b>fetter</b> Satz &amp; mehr.\n");

        Assert.Equal(["Text: <script>alert(1)</script>", "Text: Ein <b>fetter</b> Satz & mehr."], draft.Outline());
    }

    [Fact]
    public void Read_IndentedText_IsNoCode()
    {
        Assert.Equal("Text: eingerückt", Assert.Single(Read.Markdown("    eingerückt\n").Outline()));
        Assert.Equal("Table: a b\nc", Assert.Single(Read.Markdown("```\na  b\nc\n```\n").Outline()));
    }

    [Fact]
    public void Read_FrontMatter_GivesTheTitle()
    {
        var draft = Read.Markdown("---\ntitle: \"Plan für alle\"\nautor: Amt\n---\n\n# Bildung\n\nEin Absatz.\n");

        Assert.Equal("Plan für alle", draft.Title);
        Assert.Equal("Bildung", draft.Paragraphs[^1].Theme);
    }

    [Fact]
    public void Read_WrappedWithHyphen_IsJoinedAsInPlainText() =>
        Assert.Equal("Text: Gutes Zusammenleben braucht Sport- und Spielplätze.", Assert.Single(Read.Markdown("Gutes Zusammen-\nleben braucht Sport-\nund Spielplätze.\n").Outline()));

    [Fact]
    public void Read_ThemeHeadings_LevelOneAndTwoCountAndNumberingGoes()
    {
        var draft = Read.Markdown("# Titel\n\n# Teil A\n\nEins.\n\n## (2) Bildung\n\nZwei.\n\n#### Tief\n\nDrei.\n\n# Themenfeld 3: Soziales\n\nVier.\n");

        Assert.Equal(["Teil A", "Bildung", "Bildung", "Soziales"], draft.Commentable.Select(p => p.Theme));
        Assert.Equal(["Teil A", "(2) Bildung", "Tief"], draft.Commentable.ElementAt(2).Headings);
    }

    [Theory]
    [InlineData("Text. {gleichstellung}")]
    [InlineData("Text.\n{Gleichstellung}")]
    [InlineData("Text.{GLEICHSTELLUNG}  ")]
    [InlineData("Text.\n\n{gleichstellung}")]
    [InlineData("- Text. **{gleichstellung}**")]
    public void Read_EqualityMarker_FlagsAndGoes(string source)
    {
        var paragraph = Assert.Single(Read.Markdown(source + "\n").Paragraphs);

        Assert.Equal(("Text.", true), (paragraph.Text, paragraph.EqualityRelevant));
    }

    [Fact]
    public void Read_AbsurdlyDeepNesting_IsStillRead() =>
        Assert.NotEmpty(Read.Markdown(string.Concat(Enumerable.Repeat("> ", 500)) + "Text.\n").Paragraphs);
}
