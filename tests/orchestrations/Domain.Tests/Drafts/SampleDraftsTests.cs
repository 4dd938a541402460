using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;

namespace LipServerless.Domain.Tests.Drafts;

public class SampleDraftsTests
{
    private static readonly string[] Themes = ["Bildung", "Soziales", "Demokratie", "Stadtleben und Kultur", "Wirtschaft", "Stadtverwaltung und Diversität"];

    private static readonly Draft First = Reading(SampleDrafts.First, SampleDrafts.FirstName, null);
    private static readonly Draft Second = Reading(SampleDrafts.Second, SampleDrafts.SecondName, First);

    [Fact]
    public void First_SixThemes_EachWithFourOrFiveParagraphs()
    {
        Assert.Equal(Themes, First.Commentable.Select(p => p.Theme).OfType<string>().Distinct());
        Assert.All(Themes, theme => Assert.InRange(First.Commentable.Count(p => p.Theme == theme), 4, 5));
        Assert.Equal(2, First.Commentable.Count(p => p.Theme is null));
        Assert.Equal(6, First.Commentable.Count(p => p.EqualityRelevant));
        Assert.All(First.Commentable, p => Assert.InRange(p.Text.Length, 120, 600));
    }

    [Fact]
    public void Second_AgainstFirst_FiveChangedOneAddedOneRemovedOneMoved()
    {
        var difference = DraftComparison.Compare(First, Second);

        Assert.Equal(5, difference.Paragraphs.Count(d => d.Change == ParagraphChange.Changed));
        Assert.StartsWith("Jugendliche", Assert.Single(difference.Paragraphs, d => d.Change == ParagraphChange.Added).Paragraph.Text, StringComparison.Ordinal);
        Assert.StartsWith("Sport", Assert.Single(difference.Removed).Text, StringComparison.Ordinal);
        var moved = Assert.Single(difference.Paragraphs, d => d.Change == ParagraphChange.Moved);
        Assert.Equal(("Stadtleben und Kultur", "Soziales"), (moved.Before!.Theme, moved.Paragraph.Theme));
        Assert.NotEqual(First.Hash, Second.Hash);
    }

    [Fact]
    public void Instructions_EachBelongsToOneParagraph_ThatTheSecondDraftChanged()
    {
        var changed = DraftComparison.Compare(First, Second).Paragraphs.Where(d => d.Change != ParagraphChange.Unchanged).Select(d => d.Before?.Id).ToHashSet();

        Assert.All(SampleDrafts.Instructions, instruction =>
        {
            var paragraph = Assert.Single(First.Commentable, p => p.Text.StartsWith(instruction.ParagraphBegins, StringComparison.Ordinal));
            Assert.Equal(instruction.Theme, paragraph.Theme);
            Assert.Contains(paragraph.Id, changed);
        });
    }

    private static Draft Reading(byte[] content, string name, Draft? previous)
    {
        var reading = DraftReader.Read(content, name, DraftLimits.Default, previous);
        Assert.True(reading.Succeeded);
        return reading.Draft;
    }
}
