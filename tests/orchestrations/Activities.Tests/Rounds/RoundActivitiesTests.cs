using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Rounds;

public sealed class RoundActivitiesTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task OpenRound_AnswersTheOrderOfAsking()
    {
        var round = await office.StartAsync(Full());

        var opening = await office.OpenRoundAsync(round);

        Assert.Equal(CouncilIds, opening.Councils);
        Assert.Equal(ConferenceId, opening.Conference);
        Assert.Equal([RoundTableId, EqualityId, YouthRingId], opening.Independent);
        Assert.False(opening.Superseded);
    }

    [Fact]
    public async Task OpenRound_Repeated_QueuesOneMailToTheSteeringGroup()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());

        await office.OpenRoundAsync(round);
        await office.OpenRoundAsync(round);

        var mail = Assert.Single((await office.ReadAsync(round)).Mails);
        Assert.Equal((WellKnownIds.SteeringGroup, WellKnownIds.Round, MailKind.SteeringReading), (mail.Recipient, mail.Owner, mail.Kind));
        Assert.Equal(WellKnownIds.SteeringGroup, Assert.Single(office.Links.All).Recipient);
    }

    [Fact]
    public async Task OpenRound_Conference_GetsTheDraftForReadingOnce()
    {
        var round = await office.StartAsync(Full());

        await office.OpenRoundAsync(round);
        await office.OpenRoundAsync(round);

        var mail = Assert.Single((await office.ReadAsync(round)).Mails, mail => mail.Recipient == ConferenceId);
        Assert.Equal((WellKnownIds.Round, MailKind.ConferenceReading), (mail.Owner, mail.Kind));
    }

    [Fact]
    public async Task TellOutcome_Repeated_QueuesOneMailForEachBody()
    {
        var round = await FrozenAsync();
        Assert.False((await office.TellOutcomeAsync(round)).Now);
        await office.DecideAsync(round, DecisionOutcome.Accepted);

        Assert.True((await office.TellOutcomeAsync(round)).Now);
        Assert.False((await office.TellOutcomeAsync(round)).Now);

        var outcomes = (await office.ReadAsync(round)).Mails.Where(mail => mail.Kind == MailKind.Outcome).ToList();
        Assert.Equal([EqualityId, RoundTableId], outcomes.Select(mail => mail.Recipient).Order());
        Assert.All(outcomes, mail => Assert.Equal(WellKnownIds.Round, mail.Owner));
    }

    [Fact]
    public async Task RemindSteeringGroup_DecidedMeanwhile_DoesNothing()
    {
        var round = await FrozenAsync();
        office.PassUntil(5, 5);
        office.Store.BeforeNextCommit = () => office.DecideAsync(round, DecisionOutcome.Accepted);

        Assert.False((await office.RemindSteeringGroupAsync(round)).Now);
        Assert.DoesNotContain((await office.ReadAsync(round)).Mails, mail => mail.Kind == MailKind.SteeringReminder);
    }

    [Fact]
    public async Task RemindSteeringGroup_Repeated_RemindsOnce()
    {
        var round = await FrozenAsync();
        office.PassUntil(5, 5);

        Assert.True((await office.RemindSteeringGroupAsync(round)).Now);
        Assert.False((await office.RemindSteeringGroupAsync(round)).Now);

        Assert.Equal([1], (await office.ReadAsync(round)).Round.DecisionRemindersDone);
    }

    private async Task<string> FrozenAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable().EqualityOfficer());
        await office.OpenAllAsync(round);
        office.PassUntil(4, 21, 0);
        await office.CloseAllAsync(round);
        Assert.True((await office.FreezeAsync(round)).Now);
        Assert.Equal(RoundState.AwaitingDecision, (await office.ReadAsync(round)).Round.State);
        return round;
    }
}
