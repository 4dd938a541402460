using System.Text;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Activities.Commands.Statements;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Activities.Tests.ActivityRun;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.MoreTime;

public sealed class RequestMoreTimeTests
{
    private static readonly DateOnly Wished = OthersUntil.AddDays(10);

    private readonly TestOffice office = new();

    [Fact]
    public async Task Request_InTime_IsStoredWithItsLogEntryAndWakes()
    {
        var round = await OpenAsync();

        var result = await office.RequestMoreTimeAsync(round, RoundTableId, Wished, " Wir tagen erst am 22. April. ");

        Assert.Equal(MoreTimeOutcome.Requested, result.Outcome);
        Assert.Equal([InstanceIds.OfBody(round, RoundTableId, 1), InstanceIds.OfRound(round, 1)], result.Wake);
        var body = await office.BodyAsync(round, RoundTableId);
        var request = Assert.Single(body.MoreTime);
        Assert.Equal((1, Wished, MoreTimeState.Requested, office.Clock.GetUtcNow()), (request.Number, request.WishedLastDay, request.State, request.At));
        Assert.Equal("Wir tagen erst am 22. April.", Encoding.UTF8.GetString((await office.Documents.GetAsync(request.ReasonDocument, default))!));
        Assert.Null(body.ClosesAt);
        Assert.Equal(LocalTime.EndOf(OthersUntil, LocalTime.DefaultZone), body.Deadline);
        var log = await office.Store.ReadAuditAsync(round, default);
        Assert.Equal((AuditVerb.MoreTimeRequested, RoundTableId, "web"), (log[^1].Entry.Verb, log[^1].Entry.Subject, log[^1].Entry.Channel));
        Assert.Null(AuditVerification.FirstBroken(log));
    }

    [Fact]
    public async Task Request_SentTwice_IsOne()
    {
        var round = await OpenAsync();
        await office.RequestMoreTimeAsync(round, RoundTableId, Wished);
        var before = (await office.BodyAsync(round, RoundTableId)).Version;

        Assert.Equal(MoreTimeOutcome.Requested, (await office.RequestMoreTimeAsync(round, RoundTableId, Wished)).Outcome);

        Assert.Equal(before, (await office.BodyAsync(round, RoundTableId)).Version);
    }

    [Fact]
    public async Task Request_ChangedWhileUndecided_StaysTheSameRequestAlsoAfterTheDeadline()
    {
        var round = await OpenAsync();
        await office.RequestMoreTimeAsync(round, RoundTableId, Wished);
        var at = office.Clock.GetUtcNow();
        office.PassUntil(4, 19);

        var result = await office.RequestMoreTimeAsync(round, RoundTableId, Wished.AddDays(7), "Nun doch länger.");

        Assert.Equal(MoreTimeOutcome.Requested, result.Outcome);
        var request = Assert.Single((await office.BodyAsync(round, RoundTableId)).MoreTime);
        Assert.Equal((1, Wished.AddDays(7), at), (request.Number, request.WishedLastDay, request.At));
    }

    [Theory]
    [InlineData("2026-04-17")]
    [InlineData("2026-01-01")]
    [InlineData("2126-04-17")]
    public async Task Request_WishedDayIsNoLaterOrMistyped_IsRefusedAtItsField(string day)
    {
        var round = await OpenAsync();

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(
            () => office.RequestMoreTimeAsync(round, RoundTableId, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal("wishedLastDay", Assert.Single(refused.Faults).Field);
        Assert.Empty((await office.BodyAsync(round, RoundTableId)).MoreTime);
    }

    [Fact]
    public async Task Request_AfterTheDeadline_IsTooLateAndStoresNothing()
    {
        var round = await OpenAsync();
        office.PassUntil(4, 18, 0);

        // Not closed yet: the orchestration may be slow. The deadline counts.
        Assert.Equal(MoreTimeOutcome.TooLate, (await office.RequestMoreTimeAsync(round, RoundTableId, Wished)).Outcome);

        Assert.Empty((await office.BodyAsync(round, RoundTableId)).MoreTime);
    }

    [Fact]
    public async Task Close_RequestCommitsFirst_TheBodyStaysOpenAndTakesStatements()
    {
        var round = await OpenAsync();
        office.PassUntil(4, 17, 23, 59);
        var request = office.RequestMoreTimeAsync(round, RoundTableId, Wished);
        office.PassUntil(4, 18, 0);
        office.Store.BeforeNextCommit = () => request;

        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);

        Assert.Equal(BodyState.Open, (await office.BodyAsync(round, RoundTableId)).State);
        office.PassUntil(5, 20);
        Assert.Equal(SubmitKind.Accepted, (await office.SubmitAsync(round, RoundTableId)).Kind);
        Assert.False((await office.EnterAsync(round, RoundTableId, new DateOnly(2026, 5, 19))).Late);
    }

    [Fact]
    public async Task Close_RequestCommitsInBetween_ReadsAgainAndDoesNotClose()
    {
        var round = await OpenAsync();
        office.PassUntil(4, 18, 0);
        office.Store.BeforeNextCommit = () => RequestedJustInTimeAsync(round);

        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);

        Assert.Equal(1, office.Store.Conflicts);
        Assert.Equal(BodyState.Open, (await office.BodyAsync(round, RoundTableId)).State);
    }

    [Fact]
    public async Task Close_CommitsFirst_TheRequestIsTooLate()
    {
        var round = await OpenAsync();
        office.PassUntil(4, 17, 23, 59);
        office.Store.BeforeNextCommit = () =>
        {
            office.PassUntil(4, 18, 0);
            return office.CloseBodyAsync(round, RoundTableId);
        };

        var result = await office.RequestMoreTimeAsync(round, RoundTableId, Wished);

        Assert.Equal(MoreTimeOutcome.TooLate, result.Outcome);
        var body = await office.BodyAsync(round, RoundTableId);
        Assert.Equal((BodyState.Closed, 0), (body.State, body.MoreTime.Count));
        Assert.DoesNotContain(AuditVerb.MoreTimeRequested, await office.VerbsAsync(round));
    }

    [Fact]
    public async Task Request_ReceivedInTimeStoredAfter_Counts()
    {
        var round = await OpenAsync();
        office.PassUntil(4, 17, 23, 59);
        office.Store.BeforeNextCommit = async () =>
        {
            office.PassUntil(4, 18, 0, 5);
            await office.SubmitAsync(round, RoundTableId);
        };

        Assert.Equal(MoreTimeOutcome.Requested, (await office.RequestMoreTimeAsync(round, RoundTableId, Wished)).Outcome);
        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
    }

    [Fact]
    public async Task Request_RefusedBefore_IsNotAskedAgainForTheSameDeadline()
    {
        var round = await OpenAsync();
        await office.RequestMoreTimeAsync(round, RoundTableId, Wished);
        await office.RefuseMoreTimeAsync(round, RoundTableId);

        Assert.Equal(MoreTimeOutcome.RefusedBefore, (await office.RequestMoreTimeAsync(round, RoundTableId, Wished)).Outcome);

        office.Time.Advance(TimeSpan.FromHours(1));
        await office.ExtendAsync(round, RoundTableId, OthersUntil.AddDays(2));
        Assert.Equal(MoreTimeOutcome.Requested, (await office.RequestMoreTimeAsync(round, RoundTableId, Wished)).Outcome);
        Assert.Equal(2, (await office.BodyAsync(round, RoundTableId)).UndecidedRequest!.Number);
    }

    [Fact]
    public async Task Collection_OthersAreLateWhileABodyIsHeldOpen_AreTaken()
    {
        var round = await OpenAsync(new RoundBuilder().RoundTable().YouthRing());
        await office.RequestMoreTimeAsync(round, RoundTableId, Wished);
        office.PassUntil(4, 18, 0);
        await office.CloseBodyAsync(round, YouthRingId);
        office.PassUntil(5, 20);

        Assert.Equal(SubmitKind.AcceptedLate, (await office.SubmitAsync(round, YouthRingId)).Kind);
        Assert.False((await office.FreezeAsync(round)).Now);
    }

    private async Task<string> OpenAsync(RoundBuilder? builder = null)
    {
        var round = await office.StartAsync(builder ?? new RoundBuilder().RoundTable());
        await office.OpenAllAsync(round);
        return round;
    }

    // A request that was received in time and commits while the closing is under way.
    private async Task RequestedJustInTimeAsync(string round)
    {
        var body = await office.BodyAsync(round, RoundTableId);
        await office.PutAsync(round, body with
        {
            MoreTime = [new() { Number = 1, At = Berlin(4, 17, 23, 59), WishedLastDay = Wished, ReasonDocument = "requests/x.txt" }],
        });
    }
}
