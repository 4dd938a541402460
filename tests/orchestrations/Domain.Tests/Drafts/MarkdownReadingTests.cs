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
}
