using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class RestartTests
{
    public static TheoryData<int, int> Days => new() { { 3, 2 }, { 3, 29 }, { 4, 11 }, { 4, 26 }, { 5, 1 }, { 5, 19 } };

    [Theory]
    [MemberData(nameof(Days))]
    public async Task Restart_HubDeletedOnAnyDay_RoundEndsRightAndRepeatsNoMail(int month, int day)
    {
        var lucky = await PlayAsync(RoundScenario.Berlin(12, 31));
        var unlucky = await PlayAsync(RoundScenario.Berlin(month, day, 10));

        Assert.Equal(2, unlucky.Generation);
        Assert.Equal(lucky.Result, unlucky.Result);
        Assert.Equal(unlucky.Mails.Count, unlucky.Mails.Distinct().Count());
        Assert.Equal(lucky.Mails.Order(), unlucky.Mails.Order());
        unlucky.Hub.AssertReplaysAlike();
    }

    [Fact]
    public async Task Restart_BesideTheOldGeneration_OldDoesNothingMore()
    {
        var round = await RoundScenario.StartAsync(Full());
        round.RunUntil(3, 20);
        await round.RestartAsync();

        round.RunUntil(6, 1);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));

        Assert.Equal(DecisionOutcome.Accepted, round.Result?.Outcome);
        Assert.Equal(round.Mails.Count, round.Mails.Distinct().Count());
        Assert.Equal((3 * 14) + 2, round.Count(MailKind.Reminder));
    }

    [Fact]
    public async Task Restart_AfterTheEnd_EndsAtOnceWithTheSameOutcome()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(1).Conference().RoundTable());
        round.RunUntil(6, 1);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Returned, "Bitte kürzen."));
        var (first, mails) = (round.Result, round.Mails.Count);

        await round.RestartAsync();

        Assert.Equal(first, round.Result);
        Assert.Equal(mails, round.Mails.Count);
    }

    [Fact]
    public async Task NextRound_AfterAReturn_RunsBesideTheFirst()
    {
        var first = await RoundScenario.StartAsync(new RoundBuilder().RoundTable());
        first.RunUntil(5, 1);
        await first.Wake(first.Office.DecideAsync(first.RoundId, DecisionOutcome.Returned, "Bitte kürzen."));
        var revised = new RoundBuilder().Add(RoundTableId, Domain.Bodies.BodyKind.RoundTable, "Runder Tisch", new DateOnly(2026, 6, 10));

        var second = await RoundScenario.StartAsync(revised, first.Office, (await first.ReadAsync()).Round);
        second.RunUntil(6, 15);
        await second.Wake(second.Office.DecideAsync(second.RoundId, DecisionOutcome.Accepted));

        Assert.Equal("lip-r2", second.RoundId);
        Assert.Equal(DecisionOutcome.Accepted, second.Result?.Outcome);
        Assert.Equal(RoundState.Accepted, (await second.ReadAsync()).Round.State);
        var invitation = second.Office.Composer.Occasions.Last(occasion => occasion.Mail.Kind == MailKind.Invitation);
        Assert.Equal("Bitte kürzen.", Assert.Single(invitation.PreviousDecision!.Instructions).Text);
    }

    private static async Task<RoundScenario> PlayAsync(DateTimeOffset accident)
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(3).Conference().RoundTable());
        await Until(3, 15);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, CouncilId(1)));
        await Until(4, 20);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, ConferenceId));
        await Until(5, 20);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));
        return round;

        async Task Until(int month, int day)
        {
            var instant = RoundScenario.Berlin(month, day, 12);
            if (accident > round.Office.Time.GetUtcNow() && accident <= instant)
            {
                round.Hub.RunUntil(accident);
                round.Hub.Delete();
                await round.RestartAsync();
            }

            round.Hub.RunUntil(instant);
        }
    }
}
