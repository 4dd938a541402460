using LipServerless.Activities;
using LipServerless.Embedded.Engine.History;
using LipServerless.Replay.Tests.Replaying;
using LipServerless.Rounds;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Replay.Tests;

/// <summary>
/// Rounds run for weeks: code that is deployed today takes up what older code began. What older code had stored lies in
/// <c>Histories</c>; each of it must fit today's code. What to do when one does not: docs/replay.md.
/// </summary>
public sealed class ReplayTests
{
    private static readonly Replayer Today = new(tasks => tasks.AddOrchestrators().AddActivities());

    private static readonly IReadOnlyList<string> Stored =
    [
        .. Directory.EnumerateFiles(Repository.Histories, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Histories, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Version and file of each history.</summary>
    public static TheoryData<string> Files => [.. Stored];

    [Theory]
    [MemberData(nameof(Files))]
    public void History_UnderTodaysCode_Fits(string file) => Assert.Null(Today.FirstDifference(Read(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void CallsInHistory_OfTodaysActivities_AreUnderstood(string file) => Assert.Null(Today.FirstUnreadableCall(Read(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void History_Stored_HoldsNoNamesAddressesOrTexts(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Histories, file));

        // Addresses, links, paths; and what the courses say, who acts in them, what they give as reasons.
        Assert.All(
            ["@", "://", "/work/", "\\\\", "Ada Probe", "Ansicht", "Fassung", "Ferien", "Alle haben", "Bitte", "Sitzung", "Brief", "anders"],
            personal => Assert.DoesNotContain(personal, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Histories_OfTodaysVersion_CoverEveryOrchestratorAndWayToEnd()
    {
        var today = Stored
            .Where(file => file.StartsWith(Repository.TodaysVersion + "/", StringComparison.Ordinal))
            .Select(Read)
            .ToList();
        var orchestrators = new DurableTaskRegistry().AddOrchestrators().GetOrchestrators().Select(one => one.Key.Name);

        foreach (var orchestrator in orchestrators)
        {
            Assert.Equal(
                [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed],
                today.Where(one => one.Orchestrator == orchestrator).Select(one => one.Status).Distinct().Order());
        }

        Type[] kinds =
        [
            typeof(TaskCompleted), typeof(TaskFailed), typeof(TimerCreated), typeof(TimerFired), typeof(ChildCompleted), typeof(ChildFailed),
            typeof(EventRaised),
        ];
        Assert.All(kinds, kind => Assert.Contains(today, one => one.Events.Any(happened => happened.GetType() == kind)));
        Assert.All(today, one => Assert.Equal(Repository.TodaysVersion, one.Version));
    }

    [Fact]
    public void Replay_OfCodeWithOneMoreCall_NamesTheFirstEventThatDiffers()
    {
        var difference = With(TaskNames.Body, async (context, next) =>
        {
            await context.CallActivityAsync("Extra");
            return await next();
        }).FirstDifference(Recorded("accepted", "beirat-01"));

        Assert.StartsWith("accepted.lip-r1-g1-beirat-01.json, event 2: history holds a call of activity 'ReadBodyStep' (#0)", difference, StringComparison.Ordinal);
        Assert.EndsWith("today's code decides a call of activity 'Extra' (#0) with nothing.", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfCodeThatReturnsEarly_NamesTheMissingEvent()
    {
        var difference = With(TaskNames.Body, (_, _) => Task.FromResult<object?>(new BodyOutcome { BodyId = "x" }))
            .FirstDifference(Recorded("accepted", "beirat-01"));

        Assert.Contains("event 2: history holds a call of activity 'ReadBodyStep' (#0)", difference, StringComparison.Ordinal);
        Assert.Contains("today's code ends (Completed", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfCodeWithAnotherResult_NamesTheEnd()
    {
        var recorded = Recorded("accepted", "beirat-01");
        var difference = With(TaskNames.Body, async (_, next) =>
        {
            await next();
            return new BodyOutcome { BodyId = "other" };
        }).FirstDifference(recorded);

        Assert.Contains($"event {recorded.Events.Count - 1}: it ended with", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfCodeWithAnOpenTimerAtTheEnd_NamesIt()
    {
        var recorded = Recorded("accepted", "beirat-01");
        var difference = With(TaskNames.Body, async (context, next) =>
        {
            var result = await next();
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return result;
        }).FirstDifference(recorded);

        Assert.Contains($"event {recorded.Events.Count - 1}: history holds the end (Completed); today's code decides a timer", difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(TimerCreated))]
    [InlineData(nameof(TaskScheduled))]
    [InlineData(nameof(ChildCreated))]
    public void Replay_WhereInstantInputOrChildDiffer_NamesTheEvent(string kind)
    {
        var recorded = Recorded("accepted", body: null);
        var events = recorded.Events.ToList();
        var position = events.FindIndex(one => one.GetType().Name == kind);
        events[position] = events[position] switch
        {
            TimerCreated timer => timer with { FireAt = timer.FireAt.AddMinutes(1) },
            TaskScheduled task => task with { Input = task.Input!.Replace("lip-r1", "lip-r9", StringComparison.Ordinal) },
            ChildCreated child => child with { InstanceId = child.InstanceId + "0" },
            var other => other,
        };

        Assert.Contains($"event {position}: ", Today.FirstDifference(recorded with { Events = events }), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_OfAnActivityThatIsGone_AreNamed()
    {
        Replayer without = new(tasks => tasks.AddOrchestrators());

        Assert.Contains(
            "event 2 (a call of activity 'ReadBodyStep' (#0)", without.FirstUnreadableCall(Recorded("accepted", "beirat-01")), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_WithAPropertyTheActivityNoLongerReads_AreNamed()
    {
        var recorded = Recorded("accepted", "beirat-01");
        var events = recorded.Events.ToList();
        var position = events.FindIndex(one => one is TaskScheduled);
        var call = (TaskScheduled)events[position];
        events[position] = call with { Input = call.Input!.Replace("{", "{\"Gone\":1,", StringComparison.Ordinal) };

        Assert.Contains($"event {position} ", Today.FirstUnreadableCall(recorded with { Events = events }), StringComparison.Ordinal);
    }

    private static RecordedHistory Read(string file) => RecordedHistory.Read(Path.Combine(Repository.Histories, file));

    private static RecordedHistory Recorded(string course, string? body) => Read(
        $"{Repository.TodaysVersion}/{course}.{(body is null ? InstanceIds.OfRound("lip-r1", 1) : InstanceIds.OfBody("lip-r1", body, 1))}.json");

    /// <summary>Today's code, one orchestrator of which is changed.</summary>
    private static Replayer With(string name, Func<TaskOrchestrationContext, Func<Task<object?>>, Task<object?>> changed) => new(tasks =>
    {
        DurableTaskRegistry plain = new();
        plain.AddOrchestrators().AddActivities();
        foreach (var (task, create) in plain.GetActivities())
            tasks.AddActivity(task, create);
        foreach (var (task, create) in plain.GetOrchestrators())
            tasks.AddOrchestrator(task, () => task.Name == name ? new Changed(create(null!), changed) : create(null!));
    });

    private sealed class Changed(
        ITaskOrchestrator inner, Func<TaskOrchestrationContext, Func<Task<object?>>, Task<object?>> changed) : ITaskOrchestrator
    {
        public Type InputType => inner.InputType;

        public Type OutputType => inner.OutputType;

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => changed(context, () => inner.RunAsync(context, input));
    }
}
