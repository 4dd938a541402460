using LipServerless.Activities;
using LipServerless.Replay.Tests.Recording;
using LipServerless.Replay.Tests.Replaying;
using LipServerless.Rounds;

namespace LipServerless.Replay.Tests;

/// <summary>
/// Plays every course. With the environment variable <c>LIP_RECORD_HISTORIES=1</c> it also writes the histories into the
/// folder of today's version (docs/replay.md).
/// </summary>
public sealed class RecorderTests
{
    public static TheoryData<string> All => [.. Courses.All.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Course_PlayedNow_ReplaysAlike(string course)
    {
        var recorded = await Courses.All[course](course);

        Replayer replayer = new(tasks => tasks.AddOrchestrators().AddActivities());
        Assert.All(recorded, one => Assert.Null(replayer.FirstDifference(one)));
        if (Environment.GetEnvironmentVariable("LIP_RECORD_HISTORIES") == "1")
            Write(course, recorded);
    }

    [Theory]
    [InlineData("retried")]
    [InlineData("superseded")]
    public async Task Course_PlayedTwice_GivesTheSameFiles(string course)
    {
        var first = await Courses.All[course](course);
        var second = await Courses.All[course](course);

        Assert.Equal(first.Select(one => one.ToText()), second.Select(one => one.ToText()));
    }

    private static void Write(string course, IReadOnlyList<RecordedHistory> recorded)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Histories, Repository.TodaysVersion)).FullName;
        foreach (var old in Directory.EnumerateFiles(folder, course + ".*.json"))
            File.Delete(old);
        foreach (var one in recorded)
            File.WriteAllText(Path.Combine(folder, one.File), one.ToText());
    }
}
