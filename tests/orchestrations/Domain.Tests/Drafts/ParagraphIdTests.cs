using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

public class ParagraphIdTests
{
    private const string Kita = "Die Stadt sorgt dafür, dass in jedem Stadtbezirk Plätze in Kindertagesstätten wohnortnah erreichbar sind.";
    private const string Schule = "Schulen und Kindertagesstätten werden dabei unterstützt, die Herkunftssprachen der Kinder in den Alltag einzubeziehen.";
    private const string Pflege = "Pflege und Begegnung im Alter werden gemeinsam mit den Trägern kultursensibel weiterentwickelt.";
    private const string Wohnen = "Bezahlbarer Wohnraum ist die Grundlage für ein gutes Zusammenleben in allen Quartieren.";

    [Fact]
    public void Read_SameFileTwice_SameIds()
    {
        Assert.Equal(Ids(Text(Kita, Schule)), Ids(Text(Kita, Schule)));
        Assert.All(Ids(Text(Kita, Schule)), id => Assert.Matches("^p-[a-z2-7]{8}$", id));
    }

    [Fact]
    public void Read_SameTextRepeated_IdsDiffer() => Assert.Equal(3, Ids(Text(Kita, Kita, Kita)).Distinct().Count());

    [Fact]
    public void Read_InsertedAndRemoved_OthersKeepTheirIds()
    {
        var first = Text(Kita, Schule, Pflege);

        var second = Text(first, Kita, Wohnen, Pflege);

        Assert.Equal(first.Paragraphs[0].Id, second.Paragraphs[0].Id);
        Assert.DoesNotContain(second.Paragraphs[1].Id, Ids(first));
        Assert.Equal(first.Paragraphs[2].Id, second.Paragraphs[2].Id);
    }

    [Fact]
    public void Read_Moved_KeepsIds()
    {
        var first = Text(Kita, Schule, Pflege, Wohnen);

        var second = Text(first, Wohnen, Kita, Pflege, Schule);

        Assert.Equal([3, 0, 2, 1], Sources(first, second));
    }

    [Theory]
    [InlineData("Die Stadt sorgt dafür, dass in allen dreizehn Stadtbezirken genügend Plätze in Kindertagesstätten wohnortnah erreichbar sind.")]
    [InlineData("DIE STADT SORGT DAFÜR, DASS IN JEDEM STADTBEZIRK PLÄTZE IN KINDERTAGESSTÄTTEN WOHNORTNAH ERREICHBAR SIND!")]
    [InlineData("Die Stadt sorgt dafür, dass in jedem Stadtbezirk Plätze in Kindertagesstätten wohnortnah erreichbar sind. Sie berichtet dem Rat jährlich über den Stand und über die Kosten des Ausbaus.")]
    [InlineData("Die Stadt sorgt für wohnortnah erreichbare Plätze in jedem Stadtbezirk.")]
    public void Read_Edited_KeepsItsId(string edited)
    {
        var first = Text(Kita, Schule, Pflege);

        Assert.Equal([0, 1, 2], Sources(first, Text(first, edited, Schule, Pflege)));
    }

    [Fact]
    public void Read_ReplacedByAnotherSubject_GetsANewId()
    {
        var first = Text(Kita, Schule, Pflege);

        Assert.Equal([0, null, 2], Sources(first, Text(first, Kita, Wohnen, Pflege)));
    }

    [Fact]
    public void Read_MovedAndEdited_KeepsItsId()
    {
        var first = Text(Kita, Schule, Pflege, Wohnen);

        var second = Text(first, "Bezahlbarer Wohnraum ist die Grundlage für ein gutes und sicheres Zusammenleben in allen Quartieren.", Kita, Schule, Pflege);

        Assert.Equal([3, 0, 1, 2], Sources(first, second));
    }

    [Fact]
    public void Read_Split_LargerPartKeepsTheId()
    {
        var first = Text(Kita, $"{Schule} {Schule.Replace("Schulen", "Auch Vereine", StringComparison.Ordinal)} Fachkräfte erhalten Fortbildungen und Zeit.", Pflege);

        var second = Text(first, Kita, "Fachkräfte erhalten Fortbildungen und Zeit.", $"{Schule} {Schule.Replace("Schulen", "Auch Vereine", StringComparison.Ordinal)}", Pflege);

        Assert.Equal([0, null, 1, 2], Sources(first, second));
    }

    [Fact]
    public void Read_Merged_LargerSourceGivesTheId()
    {
        var first = Text(Kita, "Fachkräfte erhalten dafür eigene Fortbildungen und Zeit.", Schule, Pflege);

        var second = Text(first, Kita, $"Fachkräfte erhalten dafür eigene Fortbildungen und Zeit. {Schule}", Pflege);

        Assert.Equal([0, 2, 3], Sources(first, second));
    }

    [Fact]
    public void Read_RepeatedTextLosesItsFirst_TheOthersKeepTheirPlaces()
    {
        // Outcomes in minutes repeat word for word; comments on them must not slide to the next one.
        var first = Read.Markdown($"## Eins\n\n{Kita}\n\nZur Kenntnis genommen\n\n## Zwei\n\n{Schule}\n\nZur Kenntnis genommen\n\n## Drei\n\n{Pflege}\n\nZur Kenntnis genommen\n");

        var second = Read.Markdown($"## Eins\n\n{Kita}\n\n## Zwei\n\n{Schule}\n\nZur Kenntnis genommen\n\n## Drei\n\n{Pflege}\n\nZur Kenntnis genommen\n", first);

        Assert.Equal([0, 1, 3, 4, 5, 6, 7, 8], Sources(first, second));
    }

    [Fact]
    public void Read_RepeatedTextUnderOneHeading_FollowsItsNeighbour()
    {
        var first = Text(Kita, "Einstimmig beschlossen.", Schule, "Einstimmig beschlossen.", Pflege);

        Assert.Equal([0, 2, 3, 4], Sources(first, Text(first, Kita, Schule, "Einstimmig beschlossen.", Pflege)));
    }

    [Fact]
    public void Read_RepeatedTextWithNewNeighbours_FollowsItsHeading()
    {
        var first = Read.Markdown($"## Eins\n\n{Kita}\n\nZur Kenntnis genommen\n\n## Zwei\n\n{Schule}\n\nZur Kenntnis genommen\n");

        var second = Read.Markdown($"## Eins\n\n{Kita}\n\n## Zwei\n\n{Wohnen}\n\nZur Kenntnis genommen\n", first);

        Assert.Equal([0, 1, 3, null, 5], Sources(first, second));
    }

    [Fact]
    public void Read_SplitIntoManyParts_LargestKeepsTheId()
    {
        // None of the five has even half the words of the whole.
        const string Largest = "Vereine und Initiativen erhalten Räume, Beratung und verlässliche Mittel, damit sie ihre Arbeit in allen Stadtbezirken fortsetzen können.";
        string[] parts = [Kita, Schule, Largest, Pflege, Wohnen];
        var first = Text("Ein Anfang.", string.Join(' ', parts), "Ein Schluss.");

        Assert.Equal([0, null, null, 1, null, null, 2], Sources(first, Text(first, ["Ein Anfang.", .. parts, "Ein Schluss."])));
    }

    [Fact]
    public void Read_SameContentWithRetiredIds_GetsOthers()
    {
        var retired = Ids(Text(Kita, Schule));

        Assert.Empty(Ids(Read.Text(string.Join("\n\n", Kita, Schule), null, retired)).Intersect(retired));
    }

    [Fact]
    public void Read_HeadingAndParagraphWithTheSameText_AreNeverExchanged()
    {
        var first = Read.Markdown($"# T\n\n## Bildung für alle\n\n{Kita}\n");

        var second = Read.Markdown($"# T\n\n{Kita}\n\nBildung für alle\n", first);

        Assert.Equal([1, null], Sources(first, second));
    }

    [Fact]
    public void Read_RenumberedAndRequoted_KeepsItsId()
    {
        var first = Read.Markdown($"1. Das Motto lautet \"Wir gemeinsam\" - für alle.\n2. {Kita}\n");

        var second = Read.Markdown($"1. {Schule}\n2. Das Motto lautet „Wir gemeinsam“ – für alle.\n3. {Kita}\n", first);

        Assert.Equal([null, 0, 1], Sources(first, second));
    }

    [Fact]
    public void Read_DeletedAndRestored_DoesNotReuseARetiredId()
    {
        var first = Text(Kita, Schule);
        var second = Text(first, Kita);

        var third = Read.Text(string.Join("\n\n", Kita, Schule), second, [.. Ids(first)]);

        Assert.Equal(first.Paragraphs[0].Id, third.Paragraphs[0].Id);
        Assert.DoesNotContain(third.Paragraphs[1].Id, Ids(first));
    }

    [Fact]
    public void Read_FromMarkdownToPlainText_KeepsIds()
    {
        var first = Read.Markdown($"# Plan für die ganze Stadt\n\n## Bildung\n\n{Kita}\n\n{Schule} {{gleichstellung}}\n");

        var second = Read.Text($"Plan für die ganze Stadt\n\nBildung\n\n{Kita}\n\n{Schule} {{gleichstellung}}\n", first);

        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(first.Hash, second.Hash);
    }

    private static Draft Text(params string[] paragraphs) => Read.Text(string.Join("\n\n", paragraphs));

    private static Draft Text(Draft previous, params string[] paragraphs) => Read.Text(string.Join("\n\n", paragraphs), previous);

    private static string[] Ids(Draft draft) => [.. draft.Paragraphs.Select(paragraph => paragraph.Id)];

    // For each paragraph of the later draft the index of the earlier one with its id.
    private static int?[] Sources(Draft first, Draft second) =>
        [.. second.Paragraphs.Select(paragraph => Array.IndexOf(Ids(first), paragraph.Id) is >= 0 and var index ? index : (int?)null)];
}
