using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class WholeRoundTests
{
    [Fact]
    public async Task Round_TenWeeks_TakesItsCourse()
    {
        var round = await RoundScenario.StartAsync(Full());

        // 2 March: everybody but the conference is asked, the steering group reads along.
        Assert.Equal(14, round.Count(MailKind.Invitation));
        Assert.Equal(["SteeringReading 0"], round.MailsTo(WellKnownIds.SteeringGroup));
        Assert.Equal(BodyState.Planned, (await round.BodyAsync(ConferenceId)).State);

        // Nine councils answer, one says it has nothing to say, one never does.
        round.RunUntil(3, 20);
        foreach (var council in CouncilIds.Take(9))
            await round.Wake(round.Office.SubmitAsync(round.RoundId, council));
        await round.Wake(round.Office.SubmitNilAsync(round.RoundId, CouncilId(10)));
        await round.Wake(round.Office.SubmitAsync(round.RoundId, RoundTableId));
        await round.Wake(round.Office.EnterAsync(round.RoundId, EqualityId, new DateOnly(2026, 3, 19)));

        // 11 April, 0:00: the councils are closed, their conference is asked.
        round.RunUntil(4, 10, 23, 59);
        Assert.Equal(BodyState.Open, (await round.BodyAsync(CouncilId(1))).State);
        Assert.DoesNotContain("Invitation 0", round.MailsTo(ConferenceId));
        round.RunUntil(4, 11, 0);
        Assert.Equal(BodyResult.Received, (await round.BodyAsync(CouncilId(1))).Result);
        Assert.Equal(BodyResult.NilReturn, (await round.BodyAsync(CouncilId(10))).Result);
        Assert.Equal(BodyResult.Expired, (await round.BodyAsync(CouncilId(11))).Result);
        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));

        // The conference adopts on its last day but three: the councils have a week to mark dissent.
        round.RunUntil(4, 21);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, ConferenceId));
        Assert.Equal(11, round.Count(MailKind.Adopted));
        await round.Wake(round.Office.DissentAsync(round.RoundId, CouncilId(2)));
        Assert.Contains("DissentReceipt 1", round.MailsTo(CouncilId(2)));

        round.RunUntil(4, 28, 23, 59);
        Assert.Equal(RoundState.Collecting, (await round.ReadAsync()).Round.State);
        round.RunUntil(4, 29, 0);
        var frozen = (await round.ReadAsync()).Round;
        Assert.Equal(RoundState.AwaitingDecision, frozen.State);
        Assert.Equal(RoundScenario.Berlin(4, 29), frozen.FrozenAt);
        Assert.Equal(RoundScenario.Berlin(5, 21), frozen.DecisionDue);

        // The steering group is reminded a week before and decides late on the following day.
        round.RunUntil(5, 14);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        Assert.Equal(["SteeringReading 0", "SteeringSynopsis 0", "SteeringReminder 1"], round.MailsTo(WellKnownIds.SteeringGroup));
        Assert.Equal(15, round.Count(MailKind.Outcome));
        Assert.Equal(new RoundResult { Outcome = DecisionOutcome.Accepted, Answered = 13, Expired = 2 }, round.Result);

        Assert.Equal(round.Mails.Count, round.Mails.Distinct().Count());
        Assert.All(round.Hub.Instances.Values, instance => Assert.True(instance.Run.IsCompletedSuccessfully));
        Assert.All(round.Hub.Instances.Values, instance => Assert.Equal(0, instance.Context.OpenTimers));
        round.Hub.AssertReplaysAlike();
    }

    [Fact]
    public async Task Round_NobodyAnswers_ExpiresAndGoesOnUnbundled()
    {
        var round = await RoundScenario.StartAsync(Full());

        round.RunUntil(6, 30);

        var view = await round.ReadAsync();
        Assert.All(view.Bodies, body => Assert.Equal(BodyResult.Expired, body.Result));
        Assert.Equal(RoundState.AwaitingDecision, view.Round.State);
        Assert.Equal((3 * 14) + 2, round.Count(MailKind.Reminder)); // The conference was asked after its first would have left.
        Assert.Equal(2, round.Count(MailKind.SteeringReminder));

        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Returned, "Bitte kürzen."));
        Assert.Equal(new RoundResult { Outcome = DecisionOutcome.Returned, Answered = 0, Expired = 15 }, round.Result);
        round.Hub.AssertReplaysAlike();
    }

    [Fact]
    public async Task Round_WithoutCouncilsAndConference_RunsOnTheOthersAlone()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().RoundTable().EqualityOfficer());

        round.RunUntil(4, 20, 23, 59);
        Assert.Equal(RoundState.Collecting, (await round.ReadAsync()).Round.State);
        round.RunUntil(4, 21, 0);

        Assert.Equal(RoundState.AwaitingDecision, (await round.ReadAsync()).Round.State);
        Assert.Equal(2, round.Count(MailKind.Invitation));
    }

    [Fact]
    public async Task Hub_AfterARound_HoldsNoPersonalData()
    {
        var round = await RoundScenario.StartAsync(Full());
        await round.Wake(round.Office.SubmitAsync(round.RoundId, RoundTableId, TestOffice.Says("Geheimnis")));
        round.RunUntil(6, 1);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Returned, "Bitte kürzen."));

        var hub = string.Join('\n', round.Hub.Payloads);
        Assert.NotNull(round.Result);
        foreach (var secret in (string[])["example.org", "Integrationsbeirat", "Geheimnis", "kürzen", "Ada Probe", "https://"])
            Assert.DoesNotContain(secret, hub, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Round_IdleTime_IsSpentInTimersNotPolls()
    {
        var round = await RoundScenario.StartAsync(Full());

        round.RunUntil(7, 1);

        // Ten weeks, fifteen bodies, 78 mails: a few calls for each mail and deed.
        Assert.True(round.Hub.Activities.Count < 400, $"{round.Hub.Activities.Count} activities ran.");
    }

    [Fact]
    public async Task Round_Superseded_EndsWithoutOutcome()
    {
        var round = await RoundScenario.StartAsync(Full());
        round.RunUntil(3, 10);
        var old = round.Round;
        await round.RestartAsync();

        round.Hub.Raise(TaskNames.Changed, [.. round.Hub.Instances.Keys]);

        Assert.Null(Assert.IsType<RoundResult>(await old.Run).Outcome);
        foreach (var (_, child) in round.Hub.Instances.Where(instance => instance.Key.StartsWith("lip-r1-g1-", StringComparison.Ordinal)))
            Assert.Null(Assert.IsType<BodyOutcome>(await child.Run).Result);
        Assert.False(round.Round.Run.IsCompleted);
    }
}
