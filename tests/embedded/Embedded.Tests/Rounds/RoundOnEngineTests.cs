using LipServerless.Activities;
using LipServerless.Activities.Commands;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Rounds;
using LipServerless.Rounds.Contracts;
using LipServerless.Testing.Fakes;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Tests.Rounds;

/// <summary>The application's orchestrators and activities on the real engine, with ports in memory and time that tests move.</summary>
public sealed class RoundOnEngineTests
{
    private static readonly DateOnly CouncilsUntil = new(2026, 12, 11);
    private static readonly DateOnly ConferenceUntil = new(2026, 12, 18);

    private readonly VirtualClock clock = new();
    private readonly TestOffice office;

    public RoundOnEngineTests() => office = new TestOffice(clock);

    [Fact]
    public async Task Round_OnTheEngine_TakesTheSameCourseAsOnTheFakeContext()
    {
        var roundId = await office.StartAsync(Builder());
        await using var hub = await StartHubAsync(new InMemoryHubStore());
        await StartRoundAsync(hub, roundId, generation: 1);

        await AdvanceUntilAsync(hub, new DateOnly(2026, 12, 2));
        await WakeAsync(hub, office.SubmitAsync(roundId, "beirat-a"));
        await AdvanceUntilAsync(hub, new DateOnly(2026, 12, 15));
        await WakeAsync(hub, office.SubmitAsync(roundId, "konferenz"));
        await AdvanceUntilAsync(hub, new DateOnly(2026, 12, 24));
        await WakeAsync(hub, office.DecideAsync(roundId, DecisionOutcome.Accepted));

        var end = await hub.EndOfAsync(InstanceIds.OfRound(roundId, 1));
        Assert.Equal(new RoundResult { Outcome = DecisionOutcome.Accepted, Answered = 2, Expired = 2 }, end.ReadOutputAs<RoundResult>());
        Assert.Equal(
            [
                "beirat-a/Adopted/lip-r1/1", "beirat-a/Invitation/lip-r1/0", "beirat-a/Outcome/lip-r1/0", "beirat-a/Receipt/lip-r1/1",
                "beirat-a/Reminder/lip-r1/1",
                "beirat-b/Adopted/lip-r1/1", "beirat-b/Invitation/lip-r1/0", "beirat-b/Outcome/lip-r1/0",
                "beirat-b/Reminder/lip-r1/1", "beirat-b/Reminder/lip-r1/2", "beirat-b/Reminder/lip-r1/3",
                "konferenz/ConferenceReading/lip-r1/0", "konferenz/Invitation/lip-r1/0", "konferenz/Outcome/lip-r1/0", "konferenz/Receipt/lip-r1/1",
                "lenkungsgruppe/SteeringReading/lip-r1/0", "lenkungsgruppe/SteeringSynopsis/lip-r1/0",
                "runder-tisch/Invitation/lip-r1/0", "runder-tisch/Outcome/lip-r1/0",
                "runder-tisch/Reminder/lip-r1/1", "runder-tisch/Reminder/lip-r1/2", "runder-tisch/Reminder/lip-r1/3",
            ],
            office.Mailer.Marks.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Round_EngineReplacedEveryWeek_EndsRightAndRepeatsNoMail()
    {
        // Each engine replays what the ones before it did.
        var store = new InMemoryHubStore();
        var roundId = await office.StartAsync(Builder());
        await using (var first = await StartHubAsync(store))
        {
            await StartRoundAsync(first, roundId, generation: 1);
            await first.StopAsync();
        }

        for (var day = new DateOnly(2026, 11, 27); day < new DateOnly(2026, 12, 28); day = day.AddDays(7))
        {
            await using var next = await StartHubAsync(store);
            await AdvanceUntilAsync(next, day);
            await next.StopAsync();
        }

        await using var last = await StartHubAsync(store);
        await WakeAsync(last, office.DecideAsync(roundId, DecisionOutcome.Returned, "Bitte kürzen."));

        var end = await last.EndOfAsync(InstanceIds.OfRound(roundId, 1));
        Assert.Equal(new RoundResult { Outcome = DecisionOutcome.Returned, Answered = 0, Expired = 4 }, end.ReadOutputAs<RoundResult>());
        Assert.Equal(office.Mailer.Marks.Count, office.Mailer.Marks.Distinct(StringComparer.Ordinal).Count());
    }

    private static RoundBuilder Builder() => new RoundBuilder()
        .Add("beirat-a", BodyKind.IntegrationCouncil, "Integrationsbeirat A", CouncilsUntil)
        .Add("beirat-b", BodyKind.IntegrationCouncil, "Integrationsbeirat B", CouncilsUntil)
        .Add("konferenz", BodyKind.DelegateConference, "Delegiertenkonferenz", ConferenceUntil)
        .Add("runder-tisch", BodyKind.RoundTable, "Runder Tisch", ConferenceUntil);

    private Task<TestHub> StartHubAsync(IHubStore store) => TestHub.StartAsync(
        store,
        tasks => tasks.AddOrchestrators().AddActivities(),
        clock,
        services =>
        {
            foreach (var (type, port) in office.Services.Where(service => service.Key != typeof(ProcessClock)))
                services.AddSingleton(type, port);
        });

    private static async Task StartRoundAsync(TestHub hub, string roundId, int generation)
    {
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            TaskNames.Round,
            new RoundInput { RoundId = roundId, Generation = generation },
            new StartOrchestrationOptions(InstanceIds.OfRound(roundId, generation)));
        await hub.IdleAsync();
    }

    private static async Task WakeAsync<T>(TestHub hub, Task<T> command)
        where T : CommandResult
    {
        foreach (var instance in (await command).Wake)
            await hub.Client.RaiseEventAsync(instance, TaskNames.Changed);
        await hub.IdleAsync();
    }

    // In steps shorter than any two instants of the process lie apart on one day.
    private async Task AdvanceUntilAsync(TestHub hub, DateOnly day)
    {
        var until = LocalTime.At(day, new TimeOnly(12, 0), LocalTime.DefaultZone);
        while (clock.GetUtcNow() < until)
            await hub.AdvanceAsync(TimeSpan.FromHours(3));
    }
}
