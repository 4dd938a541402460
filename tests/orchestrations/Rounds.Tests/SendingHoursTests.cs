using LipServerless.Domain.Decisions;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

/// <summary>A round that starts on a Friday evening: the office's hours are over.</summary>
public sealed class SendingHoursTests
{
    private static readonly string Council = CouncilId(1);

    [Fact]
    public async Task Round_StartsInTheEvening_InvitesOnMondayAtEight()
    {
        var round = await FridayEveningAsync();

        round.RunUntil(3, 9, 7, 59);
        Assert.Empty(round.Mails);
        round.RunUntil(3, 9, 8);

        Assert.Equal(["Invitation 0"], round.MailsTo(Council));
        Assert.Equal(["SteeringReading 0"], round.MailsTo("lenkungsgruppe"));
        round.AssertNoneFailed();
    }

    [Fact]
    public async Task Receipt_InTheNight_LeavesAtOnceAlthoughTheInvitationWaits()
    {
        var round = await FridayEveningAsync();
        round.RunUntil(3, 7, 23);

        await round.Wake(round.Office.SubmitAsync(round.RoundId, Council));
        round.RunUntil(3, 7, 23, 1);

        Assert.Equal(["Receipt 1"], round.MailsTo(Council));
    }

    [Fact]
    public async Task Reminders_PlannedForHolidays_LeaveInTheHoursAndNeverAfterTheDeadline()
    {
        // The deadline is Friday, 10 April 2026; seven days before is Good Friday, the next working day the Tuesday after Easter.
        var round = await FridayEveningAsync();

        round.RunUntil(4, 7, 7, 59);
        Assert.Equal(["Invitation 0", "Reminder 1"], round.MailsTo(Council));
        round.RunUntil(4, 7, 8);
        Assert.Equal(["Invitation 0", "Reminder 1", "Reminder 2"], round.MailsTo(Council));
        round.RunUntil(4, 11, 0);
        Assert.Equal(["Invitation 0", "Reminder 1", "Reminder 2", "Reminder 3"], round.MailsTo(Council));
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(Council)).State);
    }

    [Fact]
    public async Task CloseEarly_OnAWeekend_TellsOnMondayAndTheRoundGoesOn()
    {
        var round = await FridayEveningAsync();
        round.RunUntil(3, 14, 10);
        await round.Wake(round.Office.CloseEarlyAsync(round.RoundId, Council));

        round.RunUntil(3, 16, 7, 59);
        Assert.DoesNotContain("ClosedEarly 0", round.MailsTo(Council));
        round.RunUntil(3, 16, 8);

        Assert.Contains("ClosedEarly 0", round.MailsTo(Council));
        Assert.Equal(BodyState.Open, (await round.BodyAsync(ConferenceId)).State);
        round.AssertNoneFailed();
    }

    [Fact]
    public async Task Outcome_DecidedInTheEvening_TheRoundEndsOnceAllAreTold()
    {
        var round = await FridayEveningAsync();
        round.RunUntil(5, 8, 20);
        Assert.Equal(RoundState.AwaitingDecision, (await round.ReadAsync()).Round.State);
        await round.Wake(round.Office.DecideAsync(round.RoundId, DecisionOutcome.Accepted));

        round.RunUntil(5, 11, 7, 59);
        Assert.Null(round.Result);
        Assert.DoesNotContain("Outcome 0", round.MailsTo(Council));
        round.RunUntil(5, 11, 8);

        Assert.Equal(DecisionOutcome.Accepted, round.Result?.Outcome);
        Assert.Contains("Outcome 0", round.MailsTo(Council));
    }

    [Fact]
    public async Task MailServiceDownUntilTheHoursEnd_TheRestLeavesTheNextMorning()
    {
        var round = await FridayEveningAsync();
        round.RunUntil(3, 9, 7);
        round.Office.Mailer.Outage = new HttpRequestException("down");
        round.RunUntil(3, 9, 18, 30);
        round.Office.Mailer.Outage = null;

        round.RunUntil(3, 10, 7, 59);
        Assert.Empty(round.Mails);
        round.RunUntil(3, 10, 8);

        Assert.Equal(["Invitation 0"], round.MailsTo(Council));
    }

    private static Task<RoundScenario> FridayEveningAsync()
    {
        var office = new TestOffice();
        office.Time.SetUtcNow(RoundScenario.Berlin(3, 6, 19));
        var builder = new RoundBuilder().Councils(1).Conference();
        builder.Settings = builder.Settings with { SendingHours = new SendingHours() };
        return RoundScenario.StartAsync(builder, office);
    }
}
