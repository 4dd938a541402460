using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class RemindersTests
{
    private static readonly string Silent = CouncilId(1);

    private static Task<RoundScenario> TwoCouncils() => RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());

    [Fact]
    public async Task Reminders_BodyIsSilent_LeaveAtNineLocalTimeAcrossTheClockChange()
    {
        var round = await TwoCouncils();

        round.RunUntil(3, 27, 8, 59);
        Assert.Equal(["Invitation 0"], round.MailsTo(Silent));
        round.RunUntil(3, 27, 9);
        Assert.Equal(["Invitation 0", "Reminder 1"], round.MailsTo(Silent));
        round.RunUntil(4, 3, 8, 59);
        Assert.Equal(["Invitation 0", "Reminder 1"], round.MailsTo(Silent));
        round.RunUntil(4, 3, 9);
        Assert.Equal(["Invitation 0", "Reminder 1", "Reminder 2"], round.MailsTo(Silent));
        round.RunUntil(4, 11, 0);
        Assert.Equal(["Invitation 0", "Reminder 1", "Reminder 2", "Reminder 3"], round.MailsTo(Silent));
    }

    [Fact]
    public async Task Reminders_BodyHasAnswered_DoNotLeave()
    {
        var round = await TwoCouncils();
        round.RunUntil(3, 28);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, CouncilId(2)));

        round.RunUntil(4, 11);

        Assert.Equal(["Invitation 0", "Reminder 1", "Receipt 1"], round.MailsTo(CouncilId(2)));
        Assert.Equal(4, round.MailsTo(Silent).Count);
    }

    [Fact]
    public async Task Reminders_AnswerWithoutEvent_DoNotLeaveEither()
    {
        // The event is a hint: the store is asked again when the timer fires.
        var round = await TwoCouncils();
        round.RunUntil(3, 28);
        await round.Office.SubmitAsync(round.RoundId, CouncilId(2));

        round.RunUntil(4, 11);

        Assert.DoesNotContain("Reminder 2", round.MailsTo(CouncilId(2)));
        Assert.Contains("Receipt 1", round.MailsTo(CouncilId(2)));
    }

    [Fact]
    public async Task Extension_MovesReminders_AndStartsThemAnew()
    {
        var round = await TwoCouncils();
        round.RunUntil(4, 4);
        Assert.Equal(["Invitation 0", "Reminder 1", "Reminder 2"], round.MailsTo(Silent));

        await round.Wake(round.Office.ExtendAsync(round.RoundId, Silent, new DateOnly(2026, 4, 20)));
        round.RunUntil(4, 6, 8, 59);
        Assert.Equal(["Extended 1"], round.MailsTo(Silent).Skip(3));
        round.RunUntil(4, 21, 0);

        Assert.Equal(["Extended 1", "Reminder 101", "Reminder 102", "Reminder 103"], round.MailsTo(Silent).Skip(3));
        Assert.Equal(RoundScenario.Berlin(4, 21), (await round.BodyAsync(Silent)).ClosedAt);
    }

    [Fact]
    public async Task Extension_ShorterThanAReminderDistance_SendsNoneForThePast()
    {
        var round = await TwoCouncils();
        round.RunUntil(4, 10);

        await round.Wake(round.Office.ExtendAsync(round.RoundId, Silent, new DateOnly(2026, 4, 14)));
        round.RunUntil(4, 15);

        // Of fourteen, seven and one day before the 14th only the last still lay ahead.
        Assert.Equal(["Extended 1", "Reminder 103"], round.MailsTo(Silent).Skip(4));
    }

    [Fact]
    public async Task Reminders_AfterAnOutage_TheLatestLeavesWithoutABurst()
    {
        var round = await TwoCouncils();
        round.RunUntil(3, 20);
        round.Hub.Delete();

        round.RunUntil(4, 9, 18);
        await round.RestartAsync();

        Assert.Equal(["Invitation 0", "Reminder 3"], round.MailsTo(Silent));
        Assert.Equal([1, 2, 3], (await round.BodyAsync(Silent)).RemindersDone);
    }

    [Fact]
    public async Task Reminders_MailServiceDownWhileBodyAnswers_AreDropped()
    {
        var round = await TwoCouncils();
        round.RunUntil(3, 26);
        round.Office.Mailer.Outage = new HttpRequestException("down");
        round.RunUntil(3, 27, 10);
        await round.Wake(round.Office.SubmitAsync(round.RoundId, Silent));

        round.RunUntil(3, 27, 14);
        round.Office.Mailer.Outage = null;
        round.RunUntil(3, 27, 16);

        Assert.Equal(["Invitation 0", "Receipt 1"], round.MailsTo(Silent));
        Assert.Equal(["Invitation 0", "Reminder 1"], round.MailsTo(CouncilId(2)));
    }
}
