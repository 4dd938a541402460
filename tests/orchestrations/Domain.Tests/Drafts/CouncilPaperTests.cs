using LipServerless.Domain.Drafts;

namespace LipServerless.Domain.Tests.Drafts;

/// <summary>
/// The real papers, which are no part of the repository: read where they lie in a folder <c>shared</c> beside it or above. Counts and short phrases only. Each paper
/// is also read as an editor leaves it that strips the spaces at line ends, which say where a line was wrapped.
/// </summary>
public class CouncilPaperTests
{
    private const string Motion = "2018-antrag-2136-neuauflage-lip.txt";
    private const string Process = "2019-beschlussdrucksache-prozess-und-gremien.txt";
    private const string Strategy = "2021-beschlussdrucksache-0108-strategiepapier.txt";
    private const string Minutes = "2019-04-04-protokoll-internationaler-ausschuss.txt";
    private const string Forum = "2011-integrationsforum-ergebnisse.txt";

    [SkippableTheory]
    [InlineData(Motion, 12, 3, 0, 0)]
    [InlineData(Process, 27, 7, 5, 0)]
    [InlineData(Strategy, 8, 3, 0, 5)]
    [InlineData(Minutes, 74, 17, 14, 5)]
    [InlineData(Forum, 55, 7, 16, 11)]
    public void Read_Paper_CountsAreThoseSeenWhenReadByEye(string paper, int texts, int headings, int items, int tables)
    {
        var draft = Paper(paper);

        Assert.Equal(
            (texts, headings, items, tables),
            (Count(draft, ParagraphKind.Text), Count(draft, ParagraphKind.Heading), Count(draft, ParagraphKind.ListItem), Count(draft, ParagraphKind.Table)));
    }

    [SkippableTheory]
    [InlineData(Motion)]
    [InlineData(Process)]
    [InlineData(Strategy)]
    [InlineData(Minutes)]
    [InlineData(Forum)]
    public void Read_Paper_RunningTextEndsAsSentencesDo(string paper)
    {
        var draft = Paper(paper);

        // A paragraph of any length that breaks off or begins in mid-sentence was cut in the wrong place.
        var running = draft.Commentable.Where(paragraph => paragraph is { Kind: ParagraphKind.Text, Text.Length: > 120 }).ToList();
        Assert.All(running, paragraph => Assert.Matches(@"([.!?:…][“)""]?|Dez\. VI\))$", paragraph.Text));
        Assert.All(running, paragraph => Assert.Matches(@"^(\p{Lu}|\d|zu beschließen)", paragraph.Text));
        Assert.All(draft.Paragraphs, paragraph => Assert.DoesNotMatch(@"\p{Ll}- (?!und\b|oder\b|bzw\b|sowie\b|bis\b)\p{Ll}", paragraph.Text));
        Assert.All(draft.Paragraphs, paragraph => Assert.DoesNotMatch(@"^[-–] ?\d+ ?[-–]$|\f", paragraph.Text));
    }

    [SkippableTheory]
    [InlineData(Motion, 2)]
    [InlineData(Process, 0)]
    [InlineData(Strategy, 0)]
    [InlineData(Minutes, 0)]
    [InlineData(Forum, 4)]
    public void Read_PaperWithSpacesStripped_HardlyDiffers(string paper, int most)
    {
        var draft = Paper(paper);

        var stripped = Read.Draft(string.Join('\n', Content(paper).Split('\n').Select(line => line.TrimEnd())), paper);

        Assert.InRange(stripped.Commentable.Count() - draft.Commentable.Count(), -most, most);
    }

    [SkippableTheory]
    [InlineData(Motion)]
    [InlineData(Process)]
    [InlineData(Strategy)]
    [InlineData(Minutes)]
    [InlineData(Forum)]
    public void Read_PaperAgainOrWithOneSentenceMore_KeepsIds(string paper)
    {
        var draft = Paper(paper);
        var some = draft.Commentable.Where(paragraph => paragraph is { Kind: ParagraphKind.Text, Text.Length: > 200 }).Select(paragraph => paragraph.Text[..20].TrimEnd()).First(Content(paper).Contains);

        Assert.Equal(draft, Read.Draft(Content(paper), paper, draft));
        var edited = Read.Draft(Content(paper).Replace(some, "Neu ist: " + some, StringComparison.Ordinal), paper, draft);
        Assert.Equal(draft.Paragraphs.Select(paragraph => paragraph.Id), edited.Paragraphs.Select(paragraph => paragraph.Id));
        Assert.NotEqual(draft.Hash, edited.Hash);
    }

    [SkippableFact]
    public void Read_Motion_TitleOverFiveDoubleSpacedLinesIsOne()
    {
        var draft = Paper(Motion);

        Assert.StartsWith("Antrag der SPD-Fraktion, ", draft.Title, StringComparison.Ordinal);
        Assert.InRange(draft.Title.Length, 150, 200);
        Assert.Contains(draft.Paragraphs, p => p.Kind == ParagraphKind.Heading && p.Text.EndsWith("in der Landeshauptstadt Hannover", StringComparison.Ordinal));
        Assert.Equal(["Antrag", "Begründung"], draft.Paragraphs.Where(p => p.Kind == ParagraphKind.Heading).Skip(1).Select(p => p.Text).DefaultIfEmpty());
        Assert.Equal(4, draft.Commentable.Count(p => p.Theme == "Begründung"));
    }

    [SkippableFact]
    public void Read_Process_HeadingsNestAndBulletsAreItems()
    {
        var draft = Paper(Process);

        Assert.StartsWith("Weiterentwicklung des Lokalen", draft.Title, StringComparison.Ordinal);
        Assert.Contains(draft.Paragraphs, p => p.Text == "(2.1) Lenkungsgruppe" && p.Headings is [.., "(2) Verfahren zur Besetzung der zentralen Gremien"]);
        Assert.Contains(draft.Commentable, p => p is { Kind: ParagraphKind.ListItem, Text: "4 externe Expert*innen" });
        Assert.Contains(draft.Commentable, p => p.Text.StartsWith("Folgende zwölf Fachbereiche sind vertreten: Soziales, ", StringComparison.Ordinal) && p.Text.EndsWith("Büro Oberbürgermeister.", StringComparison.Ordinal));
        Assert.Single(draft.Commentable, p => p.Text.StartsWith("Dez. IV: ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Read_Strategy_DistributionAndCostsAreTables()
    {
        var draft = Paper(Strategy);
        var tables = draft.Commentable.Where(p => p.Kind == ParagraphKind.Table).ToList();

        Assert.StartsWith("Verwaltungsentwurf „Wir sind Hannover", draft.Title, StringComparison.Ordinal);
        Assert.Equal(11, tables[1].Text.Split('\n').Length);
        Assert.Contains("Organisations- und Personalausschuss (zur Kenntnis)", tables[1].Text, StringComparison.Ordinal);
        Assert.Equal("Kostentabelle", tables[3].Theme);
        Assert.Contains("Saldo ordentliches Ergebnis -393.421,00", tables[3].Text.Split('\n'));
        Assert.Contains(draft.Commentable, p => p.Text.Contains("paritätisch aus Stadtgesellschaft und", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Read_Minutes_AgendaAttendanceAndOutcomes()
    {
        var draft = Paper(Minutes);

        Assert.StartsWith("22. Sitzung des Ausschusses", draft.Title, StringComparison.Ordinal);
        Assert.Equal(14, draft.Paragraphs.Count(p => p.Kind == ParagraphKind.Heading && p.Text.StartsWith("TOP ", StringComparison.Ordinal)));
        Assert.Equal(14, draft.Commentable.Count(p => p.Theme == "Tagesordnung"));
        Assert.Contains(draft.Commentable, p => p.Kind == ParagraphKind.Table && p.Text.StartsWith("Beratende Mitglieder:\n", StringComparison.Ordinal));
        Assert.Equal(5, draft.Commentable.Count(p => p is { Kind: ParagraphKind.Text, Text: "Zur Kenntnis genommen" }));
        Assert.Contains(draft.Commentable, p => p.Text.Contains("zwischen der Stadtverwaltung, der Initiative", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Read_Forum_RunningHeadsFootnotesAndPoints()
    {
        var draft = Paper(Forum);

        Assert.Equal(["1 „Bildung“", "2 „Wirtschaft“", "3 „Soziales“", "4 „Stadtleben“", "5 „Demokratie & Stadtverwaltung“"],
            draft.Paragraphs.Where(p => p.Kind == ParagraphKind.Heading && p.Text.StartsWith("Fachforum ", StringComparison.Ordinal)).Select(p => p.Text["Fachforum ".Length..]).Distinct());
        Assert.Equal("Fachforum 2 „Wirtschaft“", Assert.Single(draft.Commentable, p => p.Text.Contains("saßen dicht gedrängt", StringComparison.Ordinal)).Theme);
        Assert.Contains(draft.Commentable, p => p.Text.Contains("Facharbeiterfamilien", StringComparison.Ordinal));
        Assert.Contains(draft.Commentable, p => p.Text.Contains("angezweifelt oder die Erfahrung", StringComparison.Ordinal));
        Assert.EndsWith("22\n25\n17\n18\n5\n15\n6\n14\n9\n4\n3", Assert.Single(draft.Commentable, p => p.Text.StartsWith("Empfehlungen hier Punkte", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    private static int Count(Draft draft, ParagraphKind kind) => draft.Paragraphs.Count(paragraph => paragraph.Kind == kind);

    private static Draft Paper(string name) => Read.Draft(Content(name), name);

    private static string Content(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "reference", "papers", name);
            if (File.Exists(path))
                return File.ReadAllText(path);
        }

        Skip.If(true, "The council papers do not lie beside this clone.");
        return "";
    }
}
