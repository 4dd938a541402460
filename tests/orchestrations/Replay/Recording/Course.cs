using LipServerless.Activities;
using LipServerless.Activities.Commands;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Rounds;
using LipServerless.Rounds.Contracts;
using LipServerless.Testing.Fakes;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Replay.Tests.Recording;

/// <summary>
/// A round on the real engine, over ports in memory, on virtual time. The engine works on many threads; here one thing happens after
/// the other, so that the same course gives the same histories.
/// </summary>
internal sealed class Course : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InMemoryHubStore store = new();
    private readonly VirtualClock clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly ActivityGate gate = new();
    private readonly string name;
    private TestHub? hub;

    private Course(string name)
    {
        this.name = name;
        Office = new TestOffice(clock);
    }

    public TestOffice Office { get; }

    public string RoundId { get; private set; } = string.Empty;

    private TestHub Hub => hub ?? throw new InvalidOperationException("The course has not begun.");

    /// <summary>Stores a round on 2 March 2026 and starts its orchestration.</summary>
    public static async Task<Course> StartAsync(string name, RoundBuilder builder, Action<TestOffice>? prepare = null)
    {
        Course course = new(name);
        prepare?.Invoke(course.Office);
        course.RoundId = await course.Office.StartAsync(builder);
        course.hub = await TestHub.StartAsync(
            course.store,
            tasks => course.gate.Register(tasks, plain => plain.AddOrchestrators().AddActivities()),
            course.clock,
            services =>
            {
                foreach (var (type, port) in course.Office.Services.Where(service => service.Key != typeof(ProcessClock)))
                    services.AddSingleton(type, port);
            },
            options => options.DefaultVersion = Repository.TodaysVersion);
        await course.StartOrchestrationAsync(generation: 1);
        return course;
    }

    /// <summary>Starts the round's orchestration of the next generation, as the reconciler does.</summary>
    public async Task RestartAsync() => await StartOrchestrationAsync(await Office.RaiseGenerationAsync(RoundId));

    /// <summary>Lets time pass until a local time of 2026, stopping at every instant something is due.</summary>
    public async Task UntilAsync(int month, int day, int hour = 12, int minute = 0)
    {
        var until = LocalTime.At(new DateOnly(2026, month, day), new TimeOnly(hour, minute), LocalTime.DefaultZone);
        await SettleAsync();
        while (await NextDueAsync() is { } due && due <= until)
        {
            await clock.AdvanceAsync(due - clock.GetUtcNow());
            await SettleAsync();
        }

        await clock.AdvanceAsync(until - clock.GetUtcNow());
    }

    /// <summary>Wakes those whom a command wants woken, if they still run.</summary>
    public async Task WakeAsync<T>(Task<T> command)
        where T : CommandResult
    {
        foreach (var instance in (await command).Wake)
        {
            if (await Hub.Client.GetInstanceAsync(instance) is { IsCompleted: false })
                await Hub.Client.RaiseEventAsync(instance, TaskNames.Changed);
            await SettleAsync();
        }
    }

    /// <summary>What the store holds of the round's instance and of those of these bodies.</summary>
    public async Task<IReadOnlyList<RecordedHistory>> RecordAsync(int generation, params string[] bodies)
    {
        List<RecordedHistory> recorded = [];
        foreach (var id in bodies.Select(body => InstanceIds.OfBody(RoundId, body, generation)).Prepend(InstanceIds.OfRound(RoundId, generation)))
        {
            var instance = await store.LoadAsync(id, CancellationToken.None)
                ?? throw new InvalidOperationException($"Course '{name}' has no instance '{id}'.");
            recorded.Add(RecordedHistory.Of(name, instance));
        }

        return recorded;
    }

    public async ValueTask DisposeAsync()
    {
        if (hub is not null)
            await hub.DisposeAsync();
    }

    private async Task StartOrchestrationAsync(int generation)
    {
        await Hub.Client.ScheduleNewOrchestrationInstanceAsync(
            TaskNames.Round,
            new RoundInput { RoundId = RoundId, Generation = generation },
            new StartOrchestrationOptions(InstanceIds.OfRound(RoundId, generation)));
        await SettleAsync();
    }

    /// <summary>Waits until all is done that can be done now, one activity after the other.</summary>
    private async Task SettleAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (Hub.Engine.Health.QueuedOrRunning == gate.Waiting)
            {
                if (gate.Waiting > 0)
                    gate.Release();
                else if (await NextDueAsync() is not { } due || due > clock.GetUtcNow())
                    return;
            }

            await Task.Yield();
        }
    }

    private async Task<DateTimeOffset?> NextDueAsync() =>
        (await store.QueryAsync(new InstanceFilter(), CancellationToken.None)).Where(head => !head.IsFinished).Min(head => head.NextDue);
}
