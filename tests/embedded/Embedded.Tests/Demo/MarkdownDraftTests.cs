using System.Text;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Embedded.Demo.Statements;

namespace LipServerless.Embedded.Tests.Demo;

public sealed class MarkdownDraftTests
{
    private const string Trap = """
        # Titel mit *Stern* und #1

        Bürger*innen zahlen 5 % < 10 % & mehr; siehe [§ 3](https://example.org/a_b).

        1. erstens
        2. zweitens \* mit Stern

        - Punkt | Strich
        - ~~~ Wellen ~~~

        ## 3. Überschrift #

        > Ein Zitat
        > über zwei Zeilen

        1\. Keine Liste, nur eine Zahl. {gleichstellung}

        Zeile eins\
        Zeile zwei

        | Ort | Tage |
        |---|---|
        | Mitte | Mo * Di |

        ---

        + plus = minus -
        """;

    public static TheoryData<string, string> Drafts => new()
    {
        { "falle.md", Trap },
        { SampleDrafts.FirstName, Encoding.UTF8.GetString(SampleDrafts.First) },
        { SampleDrafts.SecondName, Encoding.UTF8.GetString(SampleDrafts.Second) },
        { "text.txt", "Überschrift\n\nEin Absatz, der über mehrere Zei-\nlen geht und *nichts* hervorhebt.\n\n- eins\n- zwei\n\nOrt      Tage\nMitte    Mo\nNord     Di\n" },
    };

    [Theory]
    [MemberData(nameof(Drafts))]
    public void Write_AnyDraft_ReadsAsTheSameParagraphs(string name, string text)
    {
        var draft = Read(name, text, null);

        var again = Read("wieder.md", MarkdownDraft.Write(draft, new Dictionary<string, string>()), draft);

        Assert.Equal(draft.Title, again.Title);
        Assert.Equal(Shape(draft), Shape(again));
    }

    [Fact]
    public void Write_WithAmendments_ChangesOnlyThose()
    {
        var draft = Read(SampleDrafts.FirstName, Encoding.UTF8.GetString(SampleDrafts.First), null);
        var amended = draft.Commentable.ElementAt(4);

        var again = Read("wieder.md", MarkdownDraft.Write(draft, new Dictionary<string, string> { [amended.Id] = "Ein Satz mehr." }), draft);

        Assert.Equal($"{amended.Text} Ein Satz mehr.", again.Find(amended.Id)!.Text);
        Assert.Equal(Shape(draft).Where(p => p.Id != amended.Id), Shape(again).Where(p => p.Id != amended.Id));
    }

    private static List<(string Id, string Text, ParagraphKind Kind, bool Flagged)> Shape(Draft draft) =>
        [.. draft.Paragraphs.Select(p => (p.Id, p.Text, p.Kind, p.EqualityRelevant))];

    private static Draft Read(string name, string text, Draft? previous)
    {
        var reading = DraftReader.Read(Encoding.UTF8.GetBytes(text), name, DraftLimits.Default, previous);
        Assert.True(reading.Succeeded, string.Join(' ', reading.Faults.Select(f => f.Message)));
        return reading.Draft;
    }
}
