using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands;

/// <summary>Commands to all bodies of a large round: a transaction holds a hundred rows, and the store of these tests insists on it.</summary>
public sealed class ManyBodiesTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task ExtendAll_NinetyBodies_MovesEachOnceAndTellsItOnce()
    {
        var roundId = await StartAsync(90);

        await office.ExtendAsync(roundId, bodyId: null, OthersUntil.AddDays(7));

        var round = await office.ReadAsync(roundId);
        Assert.All(round.Bodies, body => Assert.Equal(LocalTime.EndOf(OthersUntil.AddDays(7), LocalTime.DefaultZone), body.Deadline));
        Assert.All(round.Bodies, body => Assert.Single(body.Extensions));
        Assert.Equal(90, round.Mails.Count(mail => mail.Kind == MailKind.Extended));
        Assert.Null(AuditVerification.FirstBroken(await office.Store.ReadAuditAsync(roundId, default)));
    }

    [Fact]
    public async Task ExtendAll_BrokeOffAfterSomeBodies_RepeatMovesTheRestOnly()
    {
        var roundId = await StartAsync(50);
        foreach (var done in Enumerable.Range(0, 20))
            await office.ExtendAsync(roundId, Id(done), OthersUntil.AddDays(7));

        await office.ExtendAsync(roundId, bodyId: null, OthersUntil.AddDays(7));

        Assert.All((await office.ReadAsync(roundId)).Bodies, body => Assert.Single(body.Extensions));
    }

    [Fact]
    public async Task ExtendAll_AllHaveThatDeadline_IsRefused()
    {
        var roundId = await StartAsync(3);
        await office.ExtendAsync(roundId, bodyId: null, OthersUntil.AddDays(7));

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => office.ExtendAsync(roundId, bodyId: null, OthersUntil.AddDays(7)));

        Assert.Equal(Refusal.Conflict, refused.Reason);
    }

    [Fact]
    public async Task ExtendAll_ACouncilFarDownWouldShortenTheConference_NothingIsMoved()
    {
        // Forty others first: the council that forbids it would only come in the third portion.
        var builder = Bodies(40).Councils(1).Conference();
        var roundId = await office.StartAsync(builder);
        foreach (var body in (await office.ReadAsync(roundId)).Bodies.Where(body => body.Kind != BodyKind.DelegateConference))
            await office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = office.Clock.GetUtcNow() });

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => office.ExtendAsync(roundId, bodyId: null, ConferenceUntil, conferenceLastDay: ConferenceUntil));

        Assert.Equal("conferenceLastDay", Assert.Single(refused.Faults).Field);
        Assert.All((await office.ReadAsync(roundId)).Bodies, body => Assert.Empty(body.Extensions));
    }

    [Fact]
    public async Task ExtendAll_ConferenceIsNamedADate_MovesItOnceWithAllPortions()
    {
        var roundId = await office.StartAsync(Bodies(40).Councils(1).Conference());
        foreach (var body in (await office.ReadAsync(roundId)).Bodies.Where(body => body.Kind != BodyKind.DelegateConference))
            await office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = office.Clock.GetUtcNow() });

        await office.ExtendAsync(roundId, bodyId: null, ConferenceUntil, conferenceLastDay: ConferenceUntil.AddDays(10));

        Assert.All((await office.ReadAsync(roundId)).Bodies, body => Assert.Single(body.Extensions));
    }

    [Fact]
    public async Task CloseAll_NinetyBodies_ClosesAndTellsEachOnce()
    {
        var roundId = await StartAsync(90);

        var result = await office.CloseEarlyAsync(roundId, bodyId: null);

        var round = await office.ReadAsync(roundId);
        Assert.All(round.Bodies, body => Assert.Equal((BodyState.Closed, true), (body.State, body.ClosedEarly)));
        Assert.Equal(90, round.Mails.Count(mail => mail.Kind == MailKind.ClosedEarly));
        Assert.Equal(91, result.Wake.Count);
        Assert.Equal(result.Wake.Count, result.Wake.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task CloseEarly_BodyAndItsRound_AreWokenAndNobodyElse()
    {
        var roundId = await StartAsync(3);

        var result = await office.CloseEarlyAsync(roundId, Id(1));

        Assert.Equal([InstanceIds.OfBody(roundId, Id(1), 1), InstanceIds.OfRound(roundId, 1)], result.Wake);
    }

    [Fact]
    public async Task LateSubmission_BodyIsClosed_OnlyTheRoundIsWoken()
    {
        var roundId = await StartAsync(2);
        await office.CloseEarlyAsync(roundId, Id(0));

        var late = await office.SubmitAsync(roundId, Id(0));

        Assert.Equal((SubmitKind.AcceptedLate, InstanceIds.OfRound(roundId, 1)), (late.Kind, Assert.Single(late.Wake)));
    }

    private static string Id(int number) => $"verein-{number:00}";

    private static RoundBuilder Bodies(int count)
    {
        var builder = new RoundBuilder();
        for (var number = 0; number < count; number++)
            builder.Add(Id(number), BodyKind.FurtherBody, $"Verein {number}", OthersUntil);
        return builder;
    }

    private async Task<string> StartAsync(int count)
    {
        var roundId = await office.StartAsync(Bodies(count));
        foreach (var body in (await office.ReadAsync(roundId)).Bodies)
            await office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = office.Clock.GetUtcNow() });
        return roundId;
    }
}
