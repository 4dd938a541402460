using LipServerless.Activities.Commands.Statements;
using LipServerless.Activities.Planning;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Rounds.Tests.RoundScenario;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class MoreTimeTests
{
    private static readonly DateOnly Wished = new(2026, 4, 30);

    [Fact]
    public async Task Request_Undecided_KeepsTheBodyOpenWithoutRemindersAndTakesItsStatement()
    {
        var round = await AskedAsync(new RoundBuilder().RoundTable(), RoundTableId);

        round.RunUntil(5, 10);

        Assert.Equal(BodyState.Open, (await round.BodyAsync(RoundTableId)).State);
        Assert.Equal(["Invitation 0", "Reminder 1"], round.MailsTo(RoundTableId));
        Assert.Equal(SubmitKind.Accepted, (await round.Wake(round.Office.SubmitAsync(round.RoundId, RoundTableId))).Kind);
        round.AssertNoneFailed();
    }

    [Fact]
    public async Task Granted_AfterTheDeadline_RemindersFollowTheNewOneAndItCloses()
    {
        var round = await AskedAsync(new RoundBuilder().RoundTable(), RoundTableId);
        round.RunUntil(4, 20);

        await round.Wake(round.Office.GrantMoreTimeAsync(round.RoundId, RoundTableId));
        round.RunUntil(4, 30, 23, 59);
        Assert.Equal(BodyState.Open, (await round.BodyAsync(RoundTableId)).State);
        round.RunUntil(5, 1, 0);

        Assert.Equal(["Invitation 0", "Reminder 1", "ExtensionGranted 1", "Reminder 102", "Reminder 103"], round.MailsTo(RoundTableId));
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(RoundTableId)).State);
    }

    [Fact]
    public async Task Refused_AfterTheDeadline_ClosesWhenTheRestIsOver()
    {
        var round = await AskedAsync(new RoundBuilder().RoundTable(), RoundTableId);
        round.RunUntil(4, 20);

        await round.Wake(round.Office.RefuseMoreTimeAsync(round.RoundId, RoundTableId));
        round.RunUntil(4, 22, 23, 59);
        Assert.Equal(BodyState.Open, (await round.BodyAsync(RoundTableId)).State);
        round.RunUntil(4, 23, 0);

        Assert.Equal(BodyState.Closed, (await round.BodyAsync(RoundTableId)).State);
        Assert.Equal(["Invitation 0", "Reminder 1", "ExtensionRefused 1"], round.MailsTo(RoundTableId));
        round.RunUntil(4, 26, 0);
        Assert.Equal(RoundState.AwaitingDecision, (await round.ReadAsync()).Round.State);
    }

    [Fact]
    public async Task Refused_EventLost_TheReconcilerFindsWhoWaits()
    {
        var round = await AskedAsync(new RoundBuilder().RoundTable(), RoundTableId);
        round.RunUntil(4, 20);
        await round.Office.RefuseMoreTimeAsync(round.RoundId, RoundTableId);

        var overdue = Overdue.Instances(await round.ReadAsync(), Berlin(4, 20, 12));
        round.Hub.Raise(TaskNames.Changed, overdue);
        round.RunUntil(4, 23, 0);

        Assert.Equal(BodyState.Closed, (await round.BodyAsync(RoundTableId)).State);
    }

    [Fact]
    public async Task Conference_ACouncilsRequestIsUndecided_WaitsAndKeepsItsTime()
    {
        var round = await AskedAsync(new RoundBuilder().Councils(2).Conference(), CouncilId(2));
        round.RunUntil(4, 27);
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(CouncilId(1))).State);
        Assert.Equal(["ConferenceReading 0"], round.MailsTo(ConferenceId));

        await round.Wake(round.Office.GrantMoreTimeAsync(round.RoundId, CouncilId(2)));
        round.RunUntil(5, 1, 0);

        // It had fourteen days from the councils' end, and has them again.
        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));
        Assert.Equal(Berlin(5, 15), (await round.BodyAsync(ConferenceId)).Deadline);
        round.RunUntil(5, 15, 0);
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(ConferenceId)).State);
        round.AssertNoneFailed();
    }

    [Fact]
    public async Task Restart_RequestUndecided_StaysOpenAndIsDecidedInTheNewGeneration()
    {
        var round = await AskedAsync(new RoundBuilder().RoundTable(), RoundTableId);
        round.RunUntil(4, 20);
        await round.RestartAsync();
        round.RunUntil(4, 21);
        Assert.Equal(BodyState.Open, (await round.BodyAsync(RoundTableId)).State);

        await round.Wake(round.Office.GrantMoreTimeAsync(round.RoundId, RoundTableId));
        round.RunUntil(5, 1, 0);

        Assert.Equal(BodyState.Closed, (await round.BodyAsync(RoundTableId)).State);
        Assert.Equal(1, round.Count(MailKind.ExtensionGranted));
    }

    /// <summary>A round in which a body asked for more time on 3 April, before its second reminder.</summary>
    private static async Task<RoundScenario> AskedAsync(RoundBuilder builder, string bodyId)
    {
        var round = await StartAsync(builder);
        round.RunUntil(4, 3, 12);
        await round.Wake(round.Office.RequestMoreTimeAsync(round.RoundId, bodyId, Wished));
        return round;
    }
}
