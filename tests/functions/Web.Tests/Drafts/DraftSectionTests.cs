using System.Text;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Web.Pages.Drafts;

namespace LipServerless.Web.Tests.Drafts;

public sealed class DraftSectionTests
{
    [Fact]
    public void Of_SampleDraft_HasASectionForEachTheme()
    {
        var draft = DraftReader.Read(SampleDrafts.First, SampleDrafts.FirstName, DraftLimits.Default).Draft!;

        var sections = DraftSection.Of(draft);

        Assert.Equal(
            [null, "Bildung", "Soziales", "Demokratie", "Stadtleben und Kultur", "Wirtschaft", "Stadtverwaltung und Diversität"],
            sections.Select(section => section.Title));
        Assert.Equal(draft.Commentable.Select(paragraph => paragraph.Id), sections.SelectMany(section => section.Commentable).Select(paragraph => paragraph.Id));
    }

    [Fact]
    public void Of_NumberedAndNestedHeadings_KeepsEachHeadingOnceAndInOrder()
    {
        var draft = Read("# Papier\n\nVorspann.\n\n## 1. Bildung\n\n### 1.1 Schule\n\nErstens.\n\n### 1.2 Kita\n\nZweitens.\n\n## 2. Soziales\n\nDrittens.\n\n## Anhang\n");

        var sections = DraftSection.Of(draft);

        Assert.Equal([null, "1. Bildung", "2. Soziales"], sections.Select(section => section.Title));
        Assert.Equal(["1.1 Schule", "Erstens.", "1.2 Kita", "Zweitens."], sections[1].Paragraphs.Select(paragraph => paragraph.Text));
        Assert.Equal(["Drittens.", "Anhang"], sections[2].Paragraphs.Select(paragraph => paragraph.Text));
        Assert.Equal(["t1", "t2", "t3"], sections.Select(section => section.Anchor));
    }

    [Fact]
    public void Write_Draft_NumbersItsParagraphs()
    {
        var bytes = DraftText.Write(Read("# Papier\n\nVorspann.\n\n## Bildung\n\nErstens. {gleichstellung}\n"), 2);

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        Assert.Contains("Runde 2", text, StringComparison.Ordinal);
        Assert.Contains("\r\n[1] Vorspann.\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Bildung\r\n-------\r\n\r\n[2] Erstens. [gleichstellungsrelevant]\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
    }

    private static Draft Read(string markdown) => DraftReader.Read(Encoding.UTF8.GetBytes(markdown), "papier.md", DraftLimits.Default).Draft!;
}
