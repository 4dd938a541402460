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

namespace LipServerless.Embedded.Tests.Rounds.Cost;

/// <summary>
/// A round like the demo's first: eleven councils and their conference, three independent bodies; answers early, late, revised, on
/// paper, nil and none, an extension, a dissent, a reminder to the steering group, a return. On the engine in memory.
/// </summary>
/// <remarks>
/// No two bodies end on the same day: how many of several simultaneous ends the round sees in one turn is chance, and these
/// counts are to be exact.
/// </remarks>
internal static class DemoLikeRound
{
    private const int Councils = 11;
    private const string Conference = "konferenz";
    private const string RoundTable = "runder-tisch";
    private const string Equality = "gleichstellung";
    private const string YouthRing = "stadtjugendring";

    /// <summary>Plays it to the end, in a moment.</summary>
    public static async Task<RoundCost> PlayAsync()
    {
        var clock = new VirtualClock();
        var office = new TestOffice(clock);
        await using var store = new InMemoryHubStore();
        await using var hub = await TestHub.StartAsync(
            store,
            tasks => tasks.AddOrchestrators().AddActivities(),
            clock,
            services =>
            {
                foreach (var (type, port) in office.Services.Where(service => service.Key != typeof(ProcessClock)))
                    services.AddSingleton(type, port);
            });

        var roundId = await office.StartAsync(Bodies());
        var round = InstanceIds.OfRound(roundId, 1);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            TaskNames.Round, new RoundInput { RoundId = roundId, Generation = 1 }, new StartOrchestrationOptions(round));
        await hub.IdleAsync();

        foreach (var (day, act) in Acts(office, roundId))
        {
            await AdvanceToAsync(hub, clock, day);
            foreach (var instance in (await act()).Wake)
                await WakeAsync(hub, instance);
            await hub.IdleAsync();
        }

        var end = await hub.EndOfAsync(round);
        return end.ReadOutputAs<RoundResult>() is { Outcome: DecisionOutcome.Returned, Answered: 13, Expired: 2 }
            ? await RoundCost.ReadAsync(store)
            : throw new InvalidOperationException($"The round took another course: {end.RuntimeStatus} {end.SerializedOutput}");
    }

    private static RoundBuilder Bodies()
    {
        var builder = new RoundBuilder();
        for (var number = 1; number <= Councils; number++)
            builder.Add(Council(number), BodyKind.IntegrationCouncil, $"Integrationsbeirat {number}", new DateOnly(2026, 12, 6 + number));
        return builder
            .Add(YouthRing, BodyKind.FurtherBody, "Stadtjugendring", new DateOnly(2026, 12, 21))
            .Add(RoundTable, BodyKind.RoundTable, "Runder Tisch", new DateOnly(2026, 12, 22))
            .Add(Equality, BodyKind.EqualityOfficer, "Gleichstellungsbeauftragte", new DateOnly(2026, 12, 23))
            .Add(Conference, BodyKind.DelegateConference, "Delegiertenkonferenz", new DateOnly(2027, 1, 8));
    }

    // The sixth council and the youth ring never answer.
    private static IEnumerable<(DateOnly Day, Func<Task<CommandResult>> Act)> Acts(TestOffice office, string roundId)
    {
        yield return (new(2026, 11, 27), Submit(1));
        yield return (new(2026, 11, 27), Submit(2));
        yield return (new(2026, 11, 30), Submit(2));
        yield return (new(2026, 12, 1), async () => await office.EnterAsync(roundId, Council(3), new DateOnly(2026, 11, 30)));
        yield return (new(2026, 12, 2), async () => await office.SubmitNilAsync(roundId, Council(4)));
        yield return (new(2026, 12, 3), async () => await office.ExtendAsync(roundId, Council(5), new DateOnly(2026, 12, 18)));
        yield return (new(2026, 12, 4), Submit(7));
        yield return (new(2026, 12, 4), Submit(8));
        yield return (new(2026, 12, 8), Submit(9));
        yield return (new(2026, 12, 16), Submit(10));
        yield return (new(2026, 12, 17), Submit(11));
        yield return (new(2026, 12, 17), Submit(5));
        yield return (new(2026, 12, 18), async () => await office.SubmitAsync(roundId, RoundTable));
        yield return (new(2026, 12, 20), async () => await office.SubmitAsync(roundId, Equality));
        yield return (new(2027, 1, 4), async () => await office.SubmitAsync(roundId, Conference));
        yield return (new(2027, 1, 6), async () => await office.DissentAsync(roundId, Council(2)));
        yield return (new(2027, 2, 3), async () => await office.DecideAsync(roundId, DecisionOutcome.Returned, "Bitte kürzen.", "Bitte Kosten nennen."));

        Func<Task<CommandResult>> Submit(int council) => async () => await office.SubmitAsync(roundId, Council(council));
    }

    // Whoever has ended needs no hint: the mail about a dissent is the round's affair.
    private static async Task WakeAsync(TestHub hub, string instance)
    {
        if (await hub.Client.GetInstanceAsync(instance) is { IsCompleted: false })
            await hub.Client.RaiseEventAsync(instance, TaskNames.Changed);
    }

    private static string Council(int number) => $"beirat-{number:00}";

    // In steps shorter than any two instants of the process lie apart on one day.
    private static async Task AdvanceToAsync(TestHub hub, VirtualClock clock, DateOnly day)
    {
        var until = LocalTime.At(day, new TimeOnly(12, 0), LocalTime.DefaultZone);
        while (clock.GetUtcNow() < until)
            await hub.AdvanceAsync(TimeSpan.FromHours(3));
    }
}
