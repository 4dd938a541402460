using System.Diagnostics;
using System.Globalization;
using LipServerless.Load.Reporting;

namespace LipServerless.Load.Measures;

/// <summary>
/// Rounds under any number of SIGKILLs. The killing, the playing and the judging are those of the end-to-end kill test, which takes the
/// number from <c>LIP_KILLS</c> (and <c>LIP_SEED</c> to repeat a run); this only runs it and says how it ended.
/// </summary>
internal static class Kills
{
    private const string Test = "FullyQualifiedName~LipServerless.EndToEnd.Tests.Killing.KillTests";

    public static async Task<bool> RunAsync(Report report, int wanted)
    {
        var project = Path.Combine(Root(), "tests", "EndToEnd", "LipServerless.EndToEnd.Tests.csproj");
        if (!File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "Killing", "KillTests.cs")))
            throw new InvalidOperationException("This tree has no tests/EndToEnd/Killing/KillTests.cs: there is nothing to run.");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "test", project, "-c", "Release", "--filter", Test, "--logger", "console;verbosity=detailed" },
            Environment = { ["LIP_KILLS"] = wanted.ToString(CultureInfo.InvariantCulture) },
        };
        var begin = Stopwatch.GetTimestamp();
        using var run = Process.Start(start)!;
        await run.WaitForExitAsync();
        report.Figure($"{wanted} kills: minutes", Stopwatch.GetElapsedTime(begin).TotalMinutes, "min");
        report.Ratio($"{wanted} kills: rounds that lost or doubled something", run.ExitCode == 0 ? 0 : 1, "0", run.ExitCode == 0);
        return run.ExitCode == 0;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LipServerless.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The kill test runs from a checkout of the repository only.");
    }
}
