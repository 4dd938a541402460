using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

public class DraftComparisonTests
{
    private const string First = "# T\n\n## Bildung\n\nEltern erhalten Beratung in den Schulen der Stadt.\n\nVereine bekommen Räume für ihre Arbeit.\n\n## Soziales\n\nÄltere Menschen finden Begegnung im Quartier.\n";

    [Fact]
    public void Compare_SameText_NothingChanged()
    {
        var first = Read.Markdown(First);

        var difference = DraftComparison.Compare(first, Read.Markdown(First, first));

        Assert.False(difference.Any);
        Assert.All(difference.Paragraphs, paragraph => Assert.Equal(ParagraphChange.Unchanged, paragraph.Change));
    }

    [Fact]
    public void Compare_EachKindOfChange_IsNamed()
    {
        var first = Read.Markdown(First);
        var second = Read.Markdown("# T\n\n## Bildung\n\nEltern erhalten Beratung in allen Schulen der Stadt.\n\n## Soziales\n\nVereine bekommen Räume für ihre Arbeit.\n\nGanz neu ist dieser Absatz hier.\n", first);

        var difference = DraftComparison.Compare(first, second);

        Assert.Equal(
            [ParagraphChange.Unchanged, ParagraphChange.Changed, ParagraphChange.Unchanged, ParagraphChange.Moved, ParagraphChange.Added],
            difference.Paragraphs.Select(paragraph => paragraph.Change));
        Assert.Equal("Ältere Menschen finden Begegnung im Quartier.", Assert.Single(difference.Removed).Text);
        Assert.Equal(("Bildung", "Soziales"), (difference.Paragraphs[3].Before!.Theme, difference.Paragraphs[3].Paragraph.Theme));
        Assert.True(difference.Any);
    }

    [Fact]
    public void Compare_OnlyTheFlag_IsAChange()
    {
        var first = Read.Markdown("Ein Absatz.\n");

        var difference = DraftComparison.Compare(first, Read.Markdown("Ein Absatz. {gleichstellung}\n", first));

        Assert.Equal(ParagraphChange.Changed, Assert.Single(difference.Paragraphs).Change);
    }

    [Fact]
    public void Compare_MovedAndEdited_IsChangedAndHasMoved()
    {
        var first = Read.Markdown(First);
        var second = Read.Markdown("# T\n\n## Bildung\n\nVereine bekommen Räume für ihre Arbeit.\n\n## Soziales\n\nÄltere Menschen finden Begegnung im Quartier.\n\nEltern erhalten gute Beratung in den Schulen der Stadt.\n", first);

        var moved = DraftComparison.Compare(first, second).Paragraphs[^1];

        Assert.Equal((ParagraphChange.Changed, true), (moved.Change, moved.HasMoved));
    }

    [Fact]
    public void Words_AWordReplaced_ShowsRemovedBeforeAdded()
    {
        Assert.Equal(
            [new(TextChange.Same, "Die Stadt "), new(TextChange.Removed, "prüft"), new(TextChange.Added, "baut"), new(TextChange.Same, " Wege.")],
            DraftComparison.Words("Die Stadt prüft Wege.", "Die Stadt baut Wege."));
    }

    [Fact]
    public void Words_NeighbouringWordsReplaced_AreOnePiece()
    {
        Assert.Equal(
            [new(TextChange.Removed, "Alte Pfade"), new(TextChange.Added, "Neue Wege"), new(TextChange.Same, " führen weiter.")],
            DraftComparison.Words("Alte Pfade führen weiter.", "Neue Wege führen weiter."));
    }

    [Fact]
    public void Words_GenderedWord_IsOneWord()
    {
        Assert.Equal(
            [new(TextChange.Same, "Alle "), new(TextChange.Removed, "Bürger"), new(TextChange.Added, "Bürger*innen"), new(TextChange.Same, ".")],
            DraftComparison.Words("Alle Bürger.", "Alle Bürger*innen."));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "neu")]
    [InlineData("alt", "")]
    public void Words_EmptyTexts_HaveNoEmptyPieces(string before, string after) =>
        Assert.Equal(before.Length + after.Length > 0 ? 1 : 0, DraftComparison.Words(before, after).Count);
}
