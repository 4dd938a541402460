using LipServerless.EndToEnd.Tests.Processes;

namespace LipServerless.EndToEnd.Tests.Demo;

/// <summary>A draft of one's own, played while another demo runs beside it.</summary>
public sealed class OwnDraftTests
{
    // Plain text as it comes out of a printed paper: wrapped, hyphenated, with a list and a table; nothing flagged.
    private const string Draft = """
        Grundsätze für die Arbeit der Anlaufstellen

        1. Aufgaben

        Die Anlaufstellen beraten zu Aufenthalt, Wohnen und Arbeit. Sie arbeiten mit den
        Vereinen im Stadt-
        bezirk zusammen und berichten einmal im Jahr über das, was erreicht worden ist.

        Jede Anlaufstelle hat feste Öffnungszeiten. An zwei Tagen in der Woche ist sie bis in
        den Abend hinein geöffnet, damit auch Berufstätige kommen können.

        2. Sprachen

        Beraten wird in den Sprachen, die im Stadtbezirk gesprochen werden. Wo das nicht
        gelingt, werden Sprachmittler*innen hinzugezogen (Kosten: 40 % trägt die Stadt).

        - einfache Sprache in allen Schreiben
        - Übersetzung der wichtigsten Formulare
        - Aushänge mit Bildern & Zeichen

        Ort            Tage         Stunden
        Mitte          Mo, Mi       9-18
        Nord           Di, Do       9-18
        """;

    [SkippableFact]
    public async Task Demo_WithADraftOfOnesOwn_AcceptedAndNothingLost()
    {
        Machine.NeedsNode();
        var folder = Directory.CreateTempSubdirectory("lip-test-draft-").FullName;
        try
        {
            var file = Path.Combine(folder, "anlaufstellen.txt");
            await File.WriteAllTextAsync(file, Draft);
            using var run = HostProcess.Start(["demo", "--exit", "--pace", "00:00:00.03", "--draft", file]);

            var exitCode = await run.EndAsync(TimeSpan.FromMinutes(5));

            Assert.True(exitCode == 0, run.Output);
            var result = DemoResultLine.Parse(run.Lines[^1]);
            Assert.True(result.Accepted);
            Assert.Equal(2, result["rounds"]);
            Assert.Equal(0, result["lost"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableFact]
    public async Task Demo_WithADraftThatIsNone_SaysWhyAndEndsWithOne()
    {
        Machine.NeedsNode();
        var folder = Directory.CreateTempSubdirectory("lip-test-draft-").FullName;
        try
        {
            var file = Path.Combine(folder, "bild.txt");
            await File.WriteAllBytesAsync(file, [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xfe, 0]);
            using var run = HostProcess.Start(["demo", "--exit", "--draft", file]);

            Assert.Equal(1, await run.EndAsync(TimeSpan.FromMinutes(2)));
            Assert.Contains(run.Lines, line => line.StartsWith("Fehlgeschlagen: ", StringComparison.Ordinal) && line.Contains("415", StringComparison.Ordinal));
            var log = run.Lines.Single(line => line.StartsWith("Protokoll:", StringComparison.Ordinal))["Protokoll:".Length..].Trim();
            Assert.True(File.Exists(log));
            Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(log))!, recursive: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("--pace", "0")]
    [InlineData("--pace", "bald")]
    [InlineData("--draft", "gibt-es-nicht.md")]
    public async Task Demo_WithAnOptionThatCannotBe_SaysSoAndPlaysNothing(string option, string value)
    {
        using var run = HostProcess.Start(["demo", "--exit", option, value]);

        Assert.NotEqual(0, await run.EndAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains(run.Lines, line => line.Contains(value, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Lines, line => line.Contains("Runde 1", StringComparison.Ordinal));
    }
}
