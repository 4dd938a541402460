using System.Globalization;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Activities.Tests.ActivityRun;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.MoreTime;

public sealed class DecideMoreTimeTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task Grant_WithoutADay_IsAsWished()
    {
        var round = await AskingAsync(new RoundBuilder().RoundTable(), RoundTableId);

        await office.GrantMoreTimeAsync(round, RoundTableId);

        var body = await office.BodyAsync(round, RoundTableId);
        var until = End(OthersUntil.AddDays(10));
        Assert.Equal((until, until), (body.Deadline, body.ClosesAt));
        Assert.Equal((MoreTimeState.Granted, until, "Gern"), (body.MoreTime[0].State, body.MoreTime[0].GrantedUntil, body.MoreTime[0].Answer));
        Assert.Equal(MailState.Due, (await office.ReadAsync(round)).Mail($"{RoundTableId}.ExtensionGranted.1")!.State);
        Assert.Contains(AuditVerb.Extended, await office.VerbsAsync(round));
    }

    [Fact]
    public async Task Grant_AllRequesting_MovesThemToADayOtherThanWishedAndNobodyElse()
    {
        var round = await AskingAsync(Full(), RoundTableId, YouthRingId);

        await office.GrantMoreTimeAsync(round, bodyId: null, OthersUntil.AddDays(3));

        Assert.Equal(
            [RoundTableId, YouthRingId],
            (await office.ReadAsync(round)).Bodies.Where(b => b.Deadline == End(OthersUntil.AddDays(3))).Select(b => b.BodyId));
    }

    [Fact]
    public async Task Extend_AllThatAreOpen_GrantsRequestsAndTellsEachItsOwnMail()
    {
        var round = await AskingAsync(new RoundBuilder().RoundTable().YouthRing(), RoundTableId);

        await office.ExtendAsync(round, bodyId: null, OthersUntil.AddDays(3));

        var view = await office.ReadAsync(round);
        Assert.Equal(MoreTimeState.Granted, view.Body(RoundTableId)!.MoreTime[0].State);
        Assert.Equal(
            [$"{RoundTableId}.ExtensionGranted.1", $"{YouthRingId}.Extended.1"],
            view.Mails.Where(mail => mail.Kind is MailKind.Extended or MailKind.ExtensionGranted).Select(mail => mail.MailId));
    }

    [Theory]
    [InlineData(RoundTableId)]
    [InlineData(null)]
    public async Task Decide_NobodyAsked_IsAConflict(string? bodyId)
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenAllAsync(round);

        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => office.GrantMoreTimeAsync(round, bodyId))).Reason);
        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => office.RefuseMoreTimeAsync(round, bodyId))).Reason);
    }

    [Fact]
    public async Task Refuse_LongBeforeTheDeadline_LeavesTheDeadline()
    {
        var round = await AskingAsync(new RoundBuilder().RoundTable(), RoundTableId);

        await office.RefuseMoreTimeAsync(round, RoundTableId);

        var body = await office.BodyAsync(round, RoundTableId);
        Assert.Equal((End(OthersUntil), End(OthersUntil)), (body.Deadline, body.ClosesAt));
        Assert.Equal((MoreTimeState.Refused, "Der Rat tagt im Mai."), (body.MoreTime[0].State, body.MoreTime[0].Answer));
        var mail = (await office.ReadAsync(round)).Mail($"{RoundTableId}.ExtensionRefused.1")!;
        Assert.Equal((MailState.Due, "Der Rat tagt im Mai."), (mail.State, mail.Reason));
    }

    [Fact]
    public async Task Refuse_AfterTheDeadline_LeavesTwoWorkingDaysInWhichStatementsAreInTime()
    {
        // The deadline was Friday, 17 April; refused on the Monday after.
        var round = await AskingAsync(new RoundBuilder().RoundTable(), RoundTableId);
        office.PassUntil(4, 20, 15);
        await office.RefuseMoreTimeAsync(round, RoundTableId);

        Assert.Equal(Berlin(4, 23), (await office.BodyAsync(round, RoundTableId)).ClosesAt);
        office.PassUntil(4, 22, 23, 59);
        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Equal(SubmitKind.Accepted, (await office.SubmitAsync(round, RoundTableId)).Kind);
        office.PassUntil(4, 23, 0);
        Assert.True((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Equal(BodyResult.Received, (await office.BodyAsync(round, RoundTableId)).Result);
        Assert.Equal(SubmitKind.AcceptedLate, (await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Später"))).Kind);
    }

    [Theory]
    [InlineData("04-24 15:00", "04-28")]
    [InlineData("04-24 19:00", "04-29")]
    [InlineData("04-25 11:00", "04-29")]
    [InlineData("04-29 09:00", "05-04")]
    public void Rest_CountsWorkingDaysFromWhenTheMailLeaves(string refused, string lastDay)
    {
        // Friday in the hours, Friday evening, Saturday (told on Monday), Wednesday before the first of May.
        var settings = new Domain.Settings.RoundSettings { Consultation = "lip", Title = "LIP" };

        var until = RestAfterRefusal.Until(Berlin(4, 18), Local($"2026-{refused}"), settings);

        Assert.Equal(End(DateOnly.Parse($"2026-{lastDay}", CultureInfo.InvariantCulture)), until);
    }

    [Fact]
    public async Task Refuse_AfterTheDeadline_TheCollectionsGraceFollowsTheRest()
    {
        var round = await AskingAsync(new RoundBuilder().RoundTable(), RoundTableId);
        office.PassUntil(4, 20);
        await office.RefuseMoreTimeAsync(round, RoundTableId);
        office.PassUntil(4, 23, 0);
        await office.CloseBodyAsync(round, RoundTableId);

        office.PassUntil(4, 25, 23, 59);
        Assert.False((await office.FreezeAsync(round)).Now);
        office.PassUntil(4, 26, 0);
        Assert.True((await office.FreezeAsync(round)).Now);
    }

    [Fact]
    public async Task Grant_CouncilPastTheConferencesStart_MovesItsDeadlineByAsManyDays()
    {
        var round = await AskingAsync(new RoundBuilder().Councils(2).Conference(), CouncilId(1));

        await office.GrantMoreTimeAsync(round, CouncilId(1), CouncilsUntil.AddDays(5));

        var conference = await office.BodyAsync(round, ConferenceId);
        Assert.Equal((End(ConferenceUntil.AddDays(5)), BodyState.Planned), (conference.Deadline, conference.State));
        Assert.Single(conference.Extensions);
        Assert.DoesNotContain((await office.ReadAsync(round)).Mails, mail => mail.Recipient == ConferenceId);
    }

    [Fact]
    public async Task Grant_CouncilWithinWhatAnotherHas_LeavesTheConference()
    {
        var round = await AskingAsync(new RoundBuilder().Councils(2).Conference(), CouncilId(1));
        await office.ExtendAsync(round, CouncilId(2), CouncilsUntil.AddDays(7));

        await office.GrantMoreTimeAsync(round, CouncilId(1), CouncilsUntil.AddDays(5));

        Assert.Equal(End(ConferenceUntil.AddDays(7)), (await office.BodyAsync(round, ConferenceId)).Deadline);
    }

    [Fact]
    public async Task Grant_ConferenceWouldKeepLessTime_IsRefusedAndNothingStored()
    {
        var round = await AskingAsync(new RoundBuilder().Councils(2).Conference(), CouncilId(1));

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(
            () => office.GrantMoreTimeAsync(round, CouncilId(1), CouncilsUntil.AddDays(5), conferenceLastDay: ConferenceUntil));

        Assert.Equal("conferenceLastDay", Assert.Single(refused.Faults).Field);
        Assert.NotNull((await office.BodyAsync(round, CouncilId(1))).UndecidedRequest);
    }

    [Fact]
    public async Task Refuse_CouncilWhenTheConferencesTimeIsNearlyOver_GivesTheConferenceItsDays()
    {
        // Councils until 10 April, conference until the 24th; the office decides on the 23rd.
        var round = await AskingAsync(new RoundBuilder().Councils(2).Conference(), CouncilId(1));
        office.PassUntil(4, 23);

        await office.RefuseMoreTimeAsync(round, bodyId: null);

        Assert.Equal(Berlin(4, 28), (await office.BodyAsync(round, CouncilId(1))).ClosesAt);
        Assert.Equal(End(ConferenceUntil.AddDays(17)), (await office.BodyAsync(round, ConferenceId)).Deadline);
    }

    [Fact]
    public async Task CloseEarly_CouncilHeldOpen_LapsesItsRequestAndGivesTheConferenceItsDays()
    {
        var round = await AskingAsync(new RoundBuilder().Councils(1).Conference(), CouncilId(1));
        office.PassUntil(4, 20);

        await office.CloseEarlyAsync(round, CouncilId(1));

        var council = await office.BodyAsync(round, CouncilId(1));
        Assert.Equal((BodyState.Closed, MoreTimeState.Lapsed), (council.State, council.MoreTime[0].State));
        Assert.Equal(End(ConferenceUntil.AddDays(10)), (await office.BodyAsync(round, ConferenceId)).Deadline);
    }

    [Fact]
    public async Task Refuse_GrantedInBetween_IsAConflictAndTheGrantStands()
    {
        var round = await AskingAsync(new RoundBuilder().RoundTable(), RoundTableId);
        office.Store.BeforeNextCommit = () => office.GrantMoreTimeAsync(round, RoundTableId);

        await Assert.ThrowsAsync<CommandRefusedException>(() => office.RefuseMoreTimeAsync(round, RoundTableId));

        Assert.Equal(MoreTimeState.Granted, (await office.BodyAsync(round, RoundTableId)).MoreTime[0].State);
    }

    [Fact]
    public async Task RefuseAll_NinetyBodies_TellsEachOnce()
    {
        var builder = new RoundBuilder();
        string[] ids = [.. Enumerable.Range(0, 90).Select(number => $"verein-{number:00}")];
        foreach (var id in ids)
            builder.Add(id, Domain.Bodies.BodyKind.FurtherBody, id, OthersUntil);
        var round = await AskingAsync(builder, ids);

        await office.RefuseMoreTimeAsync(round, bodyId: null);

        Assert.Equal(90, (await office.ReadAsync(round)).Mails.Count(mail => mail.Kind == MailKind.ExtensionRefused));
    }

    private static DateTimeOffset Local(string text)
    {
        var at = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return Berlin(at.Month, at.Day, at.Hour);
    }

    private static DateTimeOffset End(DateOnly day) => LocalTime.EndOf(day, LocalTime.DefaultZone);

    /// <summary>A round whose bodies are open, but for the conference; the given ones have asked for ten more days.</summary>
    private async Task<string> AskingAsync(RoundBuilder builder, params string[] bodies)
    {
        var round = await office.StartAsync(builder);
        foreach (var body in (await office.ReadAsync(round)).Bodies.Where(body => body.BodyId != ConferenceId))
            await office.OpenBodyAsync(round, body.BodyId);
        foreach (var bodyId in bodies)
        {
            var until = LocalTime.LastDayBefore((await office.BodyAsync(round, bodyId)).Deadline, LocalTime.DefaultZone);
            await office.RequestMoreTimeAsync(round, bodyId, until.AddDays(10));
        }

        return round;
    }
}
