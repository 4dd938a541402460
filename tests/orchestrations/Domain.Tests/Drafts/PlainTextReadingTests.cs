namespace LipServerless.Domain.Tests.Drafts;

/// <summary>One sample for each trap that council papers set when they come as plain text. All texts are our own.</summary>
public class PlainTextReadingTests
{
    private const string Long = "Die Stadt beteiligt alle Stadtbezirke und legt dem Rat einmal im Jahr einen Bericht über den Stand der Arbeiten vor.";

    [Fact]
    public void Read_WrappedLines_AreJoined()
    {
        var draft = Read.Text("Die Stadt beteiligt alle Stadtbezirke frühzeitig\nund berichtet dem Rat einmal im Jahr über das\nErgebnis.\n\nEin zweiter Absatz folgt nach der Leerzeile und\nläuft ebenfalls weiter.\n");

        Assert.Equal(
            ["Text: Die Stadt beteiligt alle Stadtbezirke frühzeitig und berichtet dem Rat einmal im Jahr über das Ergebnis.", "Text: Ein zweiter Absatz folgt nach der Leerzeile und läuft ebenfalls weiter."],
            draft.Outline());
    }

    [Theory]
    [InlineData("gutes Zusammen-\nleben", "gutes Zusammenleben")]
    [InlineData("die Sport-\nund Bäderverwaltung", "die Sport- und Bäderverwaltung")]
    [InlineData("die Sport- und\nBäderverwaltung", "die Sport- und Bäderverwaltung")]
    [InlineData("die Online-\nAbstimmung", "die Online-Abstimmung")]
    [InlineData("zum mit-\nund einwirken", "zum mit- und einwirken")]
    [InlineData("Grund hier-\nfür", "Grund hierfür")]
    [InlineData("das Büro so-\nwie die Ämter", "das Büro sowie die Ämter")]
    [InlineData("die Einwoh-\nner*innen", "die Einwohner*innen")]
    [InlineData("alle Einwohner-\n*innen", "alle Einwohner- *innen")]
    [InlineData("in den Jahren 2020-\n2024", "in den Jahren 2020-2024")]
    [InlineData("Bürgerinnen/\nBürger", "Bürgerinnen/Bürger")]
    [InlineData("Zusam\u00ad\nmenarbeit", "Zusammenarbeit")]
    [InlineData("ein Weg -\nund ein Ziel", "ein Weg - und ein Ziel")]
    public void Read_HyphenAtLineEnd_IsDivisionOrHyphen(string printed, string read)
    {
        var draft = Read.Text($"Die Verwaltung beschreibt hier {printed} für alle und begründet dies ausführlich.\n");

        Assert.Equal($"Die Verwaltung beschreibt hier {read} für alle und begründet dies ausführlich.", draft.Paragraphs[0].Text);
    }

    [Theory]
    [InlineData("\n\n\n- 3 -\n\n")]
    [InlineData("\n\nSeite 3 von 10\n\n")]
    [InlineData("\n\f")]
    [InlineData("\n\n\f\n")]
    [InlineData("\n– 3 –\n\f\n")]
    public void Read_SentenceOverAPageBreak_IsOneParagraph(string pageBreak)
    {
        var draft = Read.Text($"{Long}\n\nDie Entwürfe werden von den Beiräten der Stadtbezirke und von{pageBreak}Einrichtungen der freien Wohlfahrtspflege beraten, bevor der Rat entscheidet.\n");

        Assert.Equal(
            $"Text: Die Entwürfe werden von den Beiräten der Stadtbezirke und von Einrichtungen der freien Wohlfahrtspflege beraten, bevor der Rat entscheidet.",
            draft.Outline()[^1]);
        Assert.Equal(2, draft.Paragraphs.Count);
    }

    [Fact]
    public void Read_PageBreakAfterAFinishedSentence_ParagraphsStayApart()
    {
        var draft = Read.Text($"{Long}\n\f{Long}\n");

        Assert.Equal([$"Text: {Long}", $"Text: {Long}"], draft.Outline());
        Assert.NotEqual(draft.Paragraphs[0].Id, draft.Paragraphs[1].Id);
    }

    [Fact]
    public void Read_RunningHeadsAndPageNumbers_AreRemoved()
    {
        var pages = Enumerable.Range(1, 4).Select(page => $"Stadt Musterhausen, Drucksache 12/2026\n\nAbsatz {(char)('A' + page)} steht auf seiner Seite und ist lang genug, um als Absatz zu gelten und nicht als Überschrift.\n\n{page}\n");

        var draft = Read.Text(string.Join('\f', pages));

        Assert.Equal(4, draft.Paragraphs.Count);
        Assert.All(draft.Paragraphs, paragraph => Assert.StartsWith("Absatz", paragraph.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_LostFormFeedLeavesASpace_PageStartIsFound()
    {
        // Some converters drop form feeds but leave a space before the page's first line, without a blank line.
        var filler = string.Join('\n', Enumerable.Repeat("Diese Zeile füllt die Seite und hat nichts weiter zu sagen, sie ist aber lang genug", 24));
        var draft = Read.Text($"{filler} und\nendet hier.\n Ein neuer Absatz beginnt auf der nächsten Seite und ist lang genug, um einer zu sein.\n{filler} und\nläuft über die\n Seite hinweg bis hierhin.\n");

        Assert.Equal(2, draft.Paragraphs.Count);
        Assert.StartsWith("Ein neuer Absatz", draft.Paragraphs[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("läuft über die Seite hinweg bis hierhin.", draft.Paragraphs[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BlankLineInTheMiddleOfASentence_IsJoined()
    {
        var draft = Read.Text("Der Plan ist den Grundsätzen der Gerechtigkeit verpflichtet. Danach richtet sich die Besetzung\n\nder Gremien, über die der Rat in seiner nächsten Sitzung entscheiden wird.\n");

        Assert.Equal("Text: Der Plan ist den Grundsätzen der Gerechtigkeit verpflichtet. Danach richtet sich die Besetzung der Gremien, über die der Rat in seiner nächsten Sitzung entscheiden wird.", Assert.Single(draft.Outline()));
    }

    [Fact]
    public void Read_FootnoteInTheMiddleOfASentence_FollowsTheParagraph()
    {
        var draft = Read.Text("Viele Vereine bezweifelten in der Aussprache den Nutzen weiterer runder Tische oder die\n\n2   Unter www.example.org finden Sie\n    eine Übersicht.\n\nErfahrungen damit, andere sahen darin eine Gelegenheit zum Austausch der Beteiligten.\n");

        Assert.Equal(
            [
                "Text: Viele Vereine bezweifelten in der Aussprache den Nutzen weiterer runder Tische oder die Erfahrungen damit, andere sahen darin eine Gelegenheit zum Austausch der Beteiligten.",
                "Text: 2 Unter www.example.org finden Sie eine Übersicht.",
            ],
            draft.Outline());
    }

    [Fact]
    public void Read_NumberedHeadings_NestByTheirNumbers()
    {
        var draft = Read.Text($"Plan für die ganze Stadt Musterhausen\n\nBegründung des Antrages\n{Long}\n\n(1) Aufbau und Ablauf (siehe Anlage)\n\n{Long}\n\n(2) Besetzung\n\n(2.1) Leitung\n\n{Long}\n");

        Assert.Equal("Plan für die ganze Stadt Musterhausen", draft.Title);
        Assert.Equal(
            ["Heading: Begründung des Antrages", $"Text: {Long}", "Heading: (1) Aufbau und Ablauf (siehe Anlage)", $"Text: {Long}", "Heading: (2) Besetzung", "Heading: (2.1) Leitung", $"Text: {Long}"],
            draft.Outline());
        Assert.Equal(["Begründung des Antrages", "(2) Besetzung", "(2.1) Leitung"], draft.Paragraphs[^1].Headings);
        Assert.Equal("Leitung", draft.Paragraphs[^1].Theme);
    }

    [Fact]
    public void Read_DecimalHeadings_AreHeadingsNotItems()
    {
        var draft = Read.Text($"1. Ausgangslage\n\n{Long}\n\n2. Ziele\n\n2.1 Bildung\n\n{Long}\n");

        Assert.Equal(["Heading: 1. Ausgangslage", $"Text: {Long}", "Heading: 2. Ziele", "Heading: 2.1 Bildung", $"Text: {Long}"], draft.Outline());
        Assert.Equal(["Ausgangslage", "Bildung"], draft.Commentable.Select(paragraph => paragraph.Theme));
    }

    [Fact]
    public void Read_NumberedParagraphsOfAStatute_StayText()
    {
        var draft = Read.Text($"§ 1 Zweck\n\n(1) {Long}\n\n(2) {Long}\n");

        Assert.Equal(["Heading: § 1 Zweck", $"Text: (1) {Long}", $"Text: (2) {Long}"], draft.Outline());
    }

    [Fact]
    public void Read_AgendaLabels_TakeTheirTitlesAndOutcomesStayText()
    {
        var draft = Read.Text($"TOP 1.\n\nEröffnung der Sitzung\n\n{Long}\n\nEinstimmig\n\nTOP 2.\n\nBericht über die Arbeit des Beirates, der Ämter und der\n\nVereine im ersten Halbjahr\n\n(Drucksache 12/2026)\n\nZur Kenntnis genommen\n\nTOP 2.1.\n\nKeine Wortmeldungen\n");

        Assert.Equal(
            [
                "Heading: TOP 1. Eröffnung der Sitzung", $"Text: {Long}", "Text: Einstimmig",
                "Heading: TOP 2. Bericht über die Arbeit des Beirates, der Ämter und der Vereine im ersten Halbjahr (Drucksache 12/2026)", "Text: Zur Kenntnis genommen",
                "Heading: TOP 2.1.", "Text: Keine Wortmeldungen",
            ],
            draft.Outline());
    }

    [Fact]
    public void Read_AllCapitalsAndShortLinesAndUnderlined_AreHeadings()
    {
        var draft = Read.Text($"Ein Papier über vieles in der Stadt\n\n{Long}\n\nBILDUNG UND ARBEIT\n\n{Long}\n\nStadtleben und Kultur\n\n{Long}\n\nWirtschaft\n----------\n\n{Long}\n");

        Assert.Equal(
            [$"Text: {Long}", "Heading: BILDUNG UND ARBEIT", $"Text: {Long}", "Heading: Stadtleben und Kultur", $"Text: {Long}", "Heading: Wirtschaft", $"Text: {Long}"],
            draft.Outline());
    }

    [Fact]
    public void Read_Bullets_AreItemsWithTheirWrappedLines()
    {
        var draft = Read.Text("Die Gruppe setzt sich so zusammen:\n\n• zwei bis vier Fachleute aus den\n  beteiligten Ämtern\n\n• eine Geschäftsführung\n- ein Gast - ohne Stimme\n1. ein Vorsitz\n2. eine Stellvertretung, die der Rat\nbenennt\n");

        Assert.Equal(
            [
                "Text: Die Gruppe setzt sich so zusammen:", "ListItem: zwei bis vier Fachleute aus den beteiligten Ämtern", "ListItem: eine Geschäftsführung",
                "ListItem: ein Gast - ohne Stimme", "ListItem: 1. ein Vorsitz", "ListItem: 2. eine Stellvertretung, die der Rat benennt",
            ],
            draft.Outline());
    }

    [Fact]
    public void Read_DashesAndDatesAtLineStarts_AreNoItems()
    {
        var draft = Read.Text("Der Rat hat den Plan nach langer Beratung in allen Ausschüssen im Frühjahr am\n4. April beschlossen und damit den Rahmen gesetzt, den die Ämter der Stadt nun\n– jedes in seiner Zuständigkeit und mit den Mitteln des laufenden Haushalts –\nausfüllen werden.\n");

        Assert.Single(draft.Paragraphs);
    }

    [Fact]
    public void Read_IntroductionAndOneSentence_AreOneParagraph()
    {
        var draft = Read.Text("Folgende Ämter sind vertreten:\n\nSoziales, Schule, Kultur, Sport und Bäder, Planung, Wirtschaft und das Büro der Oberbürgermeisterin.\n");

        Assert.Equal("Text: Folgende Ämter sind vertreten: Soziales, Schule, Kultur, Sport und Bäder, Planung, Wirtschaft und das Büro der Oberbürgermeisterin.", Assert.Single(draft.Outline()));
    }

    [Fact]
    public void Read_DistributionBlock_IsATableOfItsLines()
    {
        var draft = Read.Text($"In den Ausschuss für Schule, Bildung und\nWeiterbildung\nIn den Verwaltungsausschuss\nIn die Ratsversammlung\nAn den Sportausschuss (zur\nKenntnis)\n\nEntwurf eines Plans für die ganze Stadt\n\nAntrag,\nder Rat möge den in der Anlage beigefügten Plan für die ganze Stadt beschließen.\n");

        Assert.Equal("Entwurf eines Plans für die ganze Stadt", draft.Title);
        Assert.Equal(
            [
                "Table: In den Ausschuss für Schule, Bildung und Weiterbildung\nIn den Verwaltungsausschuss\nIn die Ratsversammlung\nAn den Sportausschuss (zur Kenntnis)",
                "Text: Antrag, der Rat möge den in der Anlage beigefügten Plan für die ganze Stadt beschließen.",
            ],
            draft.Outline());
    }

    [Fact]
    public void Read_TableOfFigures_KeepsItsRows()
    {
        var draft = Read.Text($"Plan für die ganze Stadt Musterhausen\n\nKostentabelle\nEs entstehen die folgenden Kosten in Euro:\n\nTeilhaushalt 50\n\nAngaben pro Jahr\n\nPersonalaufwendungen 93.400,00\n\nSachaufwendungen 20.000,00\n\nSaldo -113.400,00\n\n{Long}\n");

        Assert.Equal(
            [
                "Heading: Kostentabelle", "Text: Es entstehen die folgenden Kosten in Euro:",
                "Table: Teilhaushalt 50\nAngaben pro Jahr\nPersonalaufwendungen 93.400,00\nSachaufwendungen 20.000,00\nSaldo -113.400,00", $"Text: {Long}",
            ],
            draft.Outline());
    }

    [Fact]
    public void Read_ColumnsSetWithSpacesOrBars_KeepTheirCells()
    {
        var draft = Read.Text($"{Long}\n\nJahr      Plätze    Kosten\n2026      40        100,00\n2027      60        150,00\n\n{Long}\n\n| Amt | Stimmen |\n|-----|---------|\n| Soziales | 1 |\n");

        Assert.Equal("Table: Jahr | Plätze | Kosten\n2026 | 40 | 100,00\n2027 | 60 | 150,00", draft.Outline()[1]);
        Assert.Equal("Table: Amt | Stimmen\nSoziales | 1", draft.Outline()[3]);
    }

    [Fact]
    public void Read_LabelWithNames_IsOneTable()
    {
        var draft = Read.Text($"Anwesend:\n\nFrau Muster (Vorsitz)\nHerr Beispiel\nFrau Probe\n\n{Long}\n");

        Assert.Equal("Table: Anwesend:\nFrau Muster (Vorsitz)\nHerr Beispiel\nFrau Probe", draft.Outline()[0]);
    }

    [Fact]
    public void Read_LabelWithColonOverTextOrList_IsAHeading()
    {
        var draft = Read.Text($"Plan für die ganze Stadt Musterhausen\n\nThemenfeld Bildung:\n\n{Long}\n\nZiele:\n- eins\n- zwei\n");

        Assert.Equal(["Heading: Themenfeld Bildung", $"Text: {Long}", "Heading: Ziele", "ListItem: eins", "ListItem: zwei"], draft.Outline());
    }

    [Fact]
    public void Read_CentredHeadingAtTheEndOfItsPage_GoesToItsTop()
    {
        var draft = Read.Text($"{Long}\n\n             Forum 1 „Schule“\nLeitung: Frau Muster aus dem Amt für Schule\n\nGast: Herr Beispiel vom Verein der Eltern\n\f{Long}\n\n             Forum 2 „Arbeit“\n");

        Assert.Equal(
            ["Heading: Forum 1 „Schule“", "Table: Leitung: Frau Muster aus dem Amt für Schule\nGast: Herr Beispiel vom Verein der Eltern", $"Text: {Long}", "Heading: Forum 2 „Arbeit“", $"Text: {Long}"],
            draft.Outline());
    }

    [Fact]
    public void Read_OneLineForEachParagraph_AsWordProcessorsSaveIt()
    {
        var prose = string.Join(' ', Enumerable.Repeat(Long, 2));
        var draft = Read.Text($"Plan für die ganze Stadt\r\nBildung\r\n{prose}\r\n{prose}\r\nSoziales\r\n{prose}\r\n");

        Assert.Equal("Plan für die ganze Stadt", draft.Title);
        Assert.Equal(["Heading: Bildung", $"Text: {prose}", $"Text: {prose}", "Heading: Soziales", $"Text: {prose}"], draft.Outline());
    }

    [Fact]
    public void Read_WrapsMarkedByASpace_LinesWithoutItEndTheParagraph()
    {
        const string First = "Die Stadt beteiligt alle Stadtbezirke früh \nund berichtet dem Rat einmal jährlich über \ndas Ergebnis der Arbeit und über alles, was \nnoch zu tun bleibt, damit der Plan gelingt.\n";
        const string Second = "Die Ämter sorgen dafür, dass die Beiräte \nalle Unterlagen erhalten und dass sie \nrechtzeitig Stellung nehmen können, bevor \nder Ausschuss entscheidet.\n";

        Assert.Equal(2, Read.Text(First + Second).Paragraphs.Count);
    }

    [Theory]
    [InlineData("{gleichstellung}")]
    [InlineData(" {Gleichstellung}")]
    [InlineData("\n{GLEICHSTELLUNG}")]
    [InlineData("\n\n{gleichstellung}")]
    public void Read_EqualityMarker_FlagsItsParagraphOnly(string marker)
    {
        var draft = Read.Text($"{Long}{marker}\n\nDer nächste Absatz trägt keine Markierung und ist lang genug, um einer zu sein.\n");

        Assert.Equal([true, false], draft.Paragraphs.Select(paragraph => paragraph.EqualityRelevant));
        Assert.Equal(Long, draft.Paragraphs[0].Text);
    }

    [Fact]
    public void Read_EqualityMarkerAtALineEnd_EndsTheParagraphWithoutABlankLine()
    {
        var draft = Read.Text($"{Long} {{gleichstellung}}\n{Long}\n");

        Assert.Equal([true, false], draft.Paragraphs.Select(paragraph => paragraph.EqualityRelevant));
    }

    [Fact]
    public void Read_MarkerInTheMiddle_IsText()
    {
        var draft = Read.Text($"Die Markierung {{gleichstellung}} steht hier mitten im Satz. {Long}\n");

        Assert.False(draft.Paragraphs[0].EqualityRelevant);
        Assert.Contains("{gleichstellung}", draft.Paragraphs[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoTitle_TakesTheFileName()
    {
        Assert.Equal("Entwurf zweite Fassung", Read.Draft($"{Long}\n", "ordner/entwurf_zweite-Fassung.txt").Title);
        Assert.Equal("Entwurf 1.2", Read.Draft($"{Long}\n", "Entwurf 1.2").Title);
    }

    [Fact]
    public void Read_InvisibleCharacters_AreRemoved()
    {
        var draft = Read.Text("\ufeffDie\u00a0Stadt\u200b beteiligt \u202ealle\u202c Stadtbezirke und be\u00adrichtet dem Rat u\u0308ber das Ergebnis.\n");

        Assert.Equal("Die Stadt beteiligt alle Stadtbezirke und berichtet dem Rat über das Ergebnis.", draft.Paragraphs[0].Text);
    }
}
