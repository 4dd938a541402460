using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class DeadlinesTests
{
    [Fact]
    public async Task AllHaveAnswered_BodiesStayOpenUntilTheirDeadline()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());
        await round.Wake(round.Office.SubmitAsync(round.RoundId, CouncilId(1)));
        await round.Wake(round.Office.SubmitAsync(round.RoundId, CouncilId(2)));

        round.RunUntil(4, 10, 23, 59);

        Assert.All((await round.ReadAsync()).Councils, council => Assert.Equal(BodyState.Open, council.State));
        Assert.Equal(["ConferenceReading 0"], round.MailsTo(ConferenceId));
    }

    [Fact]
    public async Task CloseEarly_AllCouncils_AsksTheConferenceAtOnce()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());
        round.RunUntil(3, 20);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, CouncilId(1)));

        await round.Wake(round.Office.CloseEarlyAsync(round.RoundId, bodyId: null));

        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));
        Assert.Equal("ClosedEarly 0", round.MailsTo(CouncilId(1))[^1]);
        Assert.Equal(BodyResult.Received, (await round.BodyAsync(CouncilId(1))).Result);
        Assert.Equal(BodyResult.Expired, (await round.BodyAsync(CouncilId(2))).Result);
    }

    [Fact]
    public async Task CloseEarly_Everybody_ClosesTheCollectionAfterGrace()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().RoundTable());
        round.RunUntil(3, 20, 15);
        await round.Wake(round.Office.CloseEarlyAsync(round.RoundId, bodyId: null));

        round.RunUntil(3, 23, 23, 59);
        Assert.Equal(RoundState.Collecting, (await round.ReadAsync()).Round.State);
        round.RunUntil(3, 24, 0);
        Assert.Equal(RoundState.AwaitingDecision, (await round.ReadAsync()).Round.State);
    }

    [Fact]
    public async Task Conference_OneCouncilExtended_WaitsForIt()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());
        round.RunUntil(4, 9);
        await round.Wake(round.Office.ExtendAsync(round.RoundId, CouncilId(2), new DateOnly(2026, 4, 15)));

        round.RunUntil(4, 15, 23, 59);
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(CouncilId(1))).State);
        Assert.Equal(["ConferenceReading 0"], round.MailsTo(ConferenceId));
        round.RunUntil(4, 16, 0);

        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));
    }

    [Fact]
    public async Task Conference_AskedLate_SkipsRemindersOfThePast()
    {
        // Asked on 16 April for the 29th, since its own deadline moved with its council's: the reminder fourteen days before lay in the past.
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(1).Conference());
        round.RunUntil(4, 9);
        await round.Wake(round.Office.ExtendAsync(round.RoundId, CouncilId(1), new DateOnly(2026, 4, 15)));

        round.RunUntil(4, 30);

        Assert.Equal(["ConferenceReading 0", "Invitation 0", "Reminder 102", "Reminder 103"], round.MailsTo(ConferenceId));
    }

    [Fact]
    public async Task LateStatement_DuringGrace_IsSentItsReceiptByTheRound()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().RoundTable());
        round.RunUntil(4, 19);

        var late = await round.Wake(round.Office.SubmitAsync(round.RoundId, RoundTableId));

        Assert.Equal(1, late.Number);
        Assert.Equal("Receipt 1", round.MailsTo(RoundTableId)[^1]);
        Assert.Equal(BodyResult.Expired, (await round.BodyAsync(RoundTableId)).Result);
    }
}
