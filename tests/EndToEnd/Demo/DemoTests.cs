using LipServerless.EndToEnd.Tests.Processes;

namespace LipServerless.EndToEnd.Tests.Demo;

[Collection(DemoRunCollection.Name)]
public sealed class DemoTests(DemoRunFixture demo)
{
    [SkippableFact]
    public async Task Demo_PlayedToItsEnd_AcceptedAndNothingLost()
    {
        Machine.NeedsNode();
        var run = await demo.RunAsync();

        var result = DemoResultLine.Parse(run.Lines[^1]);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(["accepted", "rounds", "bodies", "answered", "on_behalf", "nil", "expired", "reminders", "mails", "lost"], result.Names);
        Assert.True(result.Accepted);
        Assert.Equal(2, result["rounds"]);
        Assert.Equal(28, result["bodies"]);
        Assert.Equal(22, result["answered"]);
        Assert.Equal(2, result["on_behalf"]);
        Assert.Equal(2, result["nil"]);
        Assert.Equal(2, result["expired"]);
        Assert.Equal(0, result["lost"]);
    }

    // The course follows from the dates alone: the same mails on a slow machine as on a fast one. Only reminders that holidays push
    // together leave as one: there are fewer of them in some weeks of the year.
    [SkippableFact]
    public async Task Demo_OnTheAcceleratedClock_SendsExactlyTheMailsOfItsCourse()
    {
        Machine.NeedsNode();
        var run = await demo.RunAsync();

        var result = DemoResultLine.Parse(run.Lines[^1]);
        Assert.InRange(result["reminders"], 30, 37);
        Assert.Equal(113, result["mails"] - result["reminders"]);
    }

    [SkippableTheory]
    [InlineData("antwortet am letzten Tag")]
    [InlineData("trägt den Brief von IB Misburg-Anderten ein")]
    [InlineData("meldet Fehlanzeige")]
    [InlineData("ohne Antwort: IB Döhren-Wülfel")]
    [InlineData("ändert seine Stellungnahme")]
    [InlineData("verlängert die Frist von IB Ahlem-Badenstedt-Davenstedt")]
    [InlineData("beschließt die gemeinsame Stellungnahme")]
    [InlineData("als „abweichend“ vermerken")]
    [InlineData("gibt den Entwurf zurück mit 6 Vorgaben")]
    [InlineData("liest in Mail und Seite, was aus den 6 Vorgaben geworden ist")]
    [InlineData("nimmt den Entwurf an")]
    public async Task Demo_WhileItPlays_TellsWhatHappens(string words)
    {
        Machine.NeedsNode();
        var run = await demo.RunAsync();

        Assert.Contains(run.Lines, line => line.Contains(words, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Demo_AfterItsEnd_LeavesNoAzuriteRunning()
    {
        Machine.NeedsNode();
        var workspace = await demo.WorkspaceAsync();

        Assert.True(Directory.Exists(Path.Combine(workspace, "azurite")));
        Assert.False(File.Exists(Path.Combine(workspace, "azurite", "azurite.pid.json")));
    }
}
