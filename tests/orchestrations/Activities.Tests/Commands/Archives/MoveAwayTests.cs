using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Activities.Planning;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Activities.Tests.Commands.Archives;

/// <summary>A round that was handed over does nothing here any more: no change, no mail, also where one was under way.</summary>
public sealed class MoveAwayTests
{
    private readonly TestOffice office = new();

    private MoveAway Away => new(office.Store, office.Clock);

    private StayHere Stay => new(office.Store, office.Clock);

    [Fact]
    public async Task Move_Round_IsClosedUnderANewGeneration()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        var before = (await office.ReadAsync(round)).Round.Generation;

        await MoveAsync(round, "https://neu.example.org");

        var moved = (await office.ReadAsync(round)).Round;
        Assert.Equal(new Uri("https://neu.example.org/"), moved.Away!.NewAddress);
        Assert.Equal(before + 1, moved.Generation);
        var last = (await office.Store.ReadAuditAsync(round, default))[^1];
        Assert.Equal((AuditVerb.MovedAway, "Ada Probe", "Wir ziehen um."), (last.Entry.Verb, last.Side!.Who, last.Side.Detail));
    }

    [Fact]
    public async Task Move_Again_ChangesNothing()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await MoveAsync(round);
        var before = (await office.ReadAsync(round)).Round.Version;

        await MoveAsync(round);

        Assert.Equal(before, (await office.ReadAsync(round)).Round.Version);
    }

    [Theory]
    [InlineData("neu.example.org")]
    [InlineData("ftp://neu.example.org/")]
    [InlineData("https://ada:geheim@neu.example.org/")]
    [InlineData("https://neu.example.org/?a=b")]
    [InlineData("javascript:alert(1)")]
    public async Task Move_NoAddressOfAPage_IsRefused(string address)
    {
        var round = await office.StartAsync(RoundBuilder.Full());

        await Assert.ThrowsAsync<CommandRefusedException>(() => MoveAsync(round, address));

        Assert.Null((await office.ReadAsync(round)).Round.Away);
    }

    [Fact]
    public async Task Move_WhileAMailLeaves_IsRefused()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await office.PutAsync(round, Mail(MailState.Sending));

        var refusal = await Assert.ThrowsAsync<CommandRefusedException>(() => MoveAsync(round));

        Assert.Equal(Refusal.Conflict, refusal.Reason);
        Assert.Null((await office.ReadAsync(round)).Round.Away);
    }

    [Fact]
    public async Task Submit_AfterTheMove_IsRefusedAndNotStored()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await OpenAsync(round);
        await MoveAsync(round);

        await Assert.ThrowsAsync<RoundAwayException>(() => office.SubmitAsync(round, RoundBuilder.CouncilId(1)));

        Assert.Empty((await office.ReadAsync(round)).Statements);
    }

    [Fact]
    public async Task Submit_OvertakenByTheMove_IsRefusedAndNotStored()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await OpenAsync(round);
        office.Store.BeforeNextCommit = () => MoveAsync(round);

        await Assert.ThrowsAsync<RoundAwayException>(() => office.SubmitAsync(round, RoundBuilder.CouncilId(1)));

        Assert.Empty((await office.ReadAsync(round)).Statements);
    }

    [Fact]
    public async Task Move_OvertakenByASubmission_KeepsIt()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await OpenAsync(round);
        office.Store.BeforeNextCommit = () => office.SubmitAsync(round, RoundBuilder.CouncilId(1));

        await MoveAsync(round);

        var moved = await office.ReadAsync(round);
        Assert.NotNull(moved.Round.Away);
        Assert.Single(moved.Statements);
    }

    [Fact]
    public async Task Send_OvertakenByTheMove_SendsNothing()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        var generation = await office.RaiseGenerationAsync(round);
        await office.PutAsync(round, Mail(MailState.Due));
        office.Store.BeforeNextCommit = () => MoveAsync(round);

        await office.SendAsync(round, Mail(MailState.Due).MailId, generation);

        Assert.Empty(office.Mailer.Accepted);
        Assert.Equal(MailState.Due, (await office.ReadAsync(round)).Mail(Mail(MailState.Due).MailId)!.State);
    }

    [Fact]
    public async Task Plan_AfterTheMove_HasNothingForTheOldGeneration()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        var generation = await office.RaiseGenerationAsync(round);
        await MoveAsync(round);
        var moved = await office.ReadAsync(round);

        Assert.Equal(RoundStepKind.Superseded, RoundPlan.Next(moved, office.Clock.GetUtcNow(), generation).Kind);
        Assert.Equal(BodyStepKind.Superseded, BodyPlan.Next(moved, RoundBuilder.CouncilId(1), office.Clock.GetUtcNow(), generation).Kind);
    }

    [Fact]
    public async Task Stay_AfterTheMove_OpensItAgain()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        await OpenAsync(round);
        await MoveAsync(round);

        await Stay.ExecuteAsync(round, "Doch nicht.", "Ada Probe", default);

        await office.SubmitAsync(round, RoundBuilder.CouncilId(1));
        Assert.Null((await office.ReadAsync(round)).Round.Away);
        Assert.Null(AuditVerification.FirstBroken(await office.Store.ReadAuditAsync(round, default)));
    }

    [Fact]
    public async Task Stay_RoundThatLivesHere_IsRefused()
    {
        var round = await office.StartAsync(RoundBuilder.Full());

        await Assert.ThrowsAsync<CommandRefusedException>(() => Stay.ExecuteAsync(round, "Doch nicht.", "Ada Probe", default));
    }

    [Fact]
    public async Task Remove_RoundThatLivesHere_IsRefused()
    {
        var round = await office.StartAsync(RoundBuilder.Full());

        await Assert.ThrowsAsync<CommandRefusedException>(() => Remove.ExecuteAsync(round, default));

        Assert.NotNull(await office.Store.ReadAsync(round, default));
    }

    [Fact]
    public async Task Remove_RoundThatMoved_LeavesNothing()
    {
        var round = await office.StartAsync(RoundBuilder.Full());
        Assert.NotNull(await office.Contacts.GetAsync("lip", RoundBuilder.CouncilId(1), default));
        await MoveAsync(round);

        await Remove.ExecuteAsync(round, default);

        Assert.Null(await office.Store.ReadAsync(round, default));
        Assert.Null(await office.Contacts.GetAsync("lip", RoundBuilder.CouncilId(1), default));
        Assert.Empty(await office.Documents.ListAsync("drafts/", default));
    }

    private RemoveMoved Remove => new(office.Store, office.Documents, office.Drafts, office.Links, office.Attachments, office.Contacts, office.Deliveries);

    private Task<CommandResult> MoveAsync(string round, string? address = null) => Away.ExecuteAsync(round, address, "Wir ziehen um.", "Ada Probe", default);

    private async Task OpenAsync(string round) =>
        await office.PutAsync(round, await office.BodyAsync(round, RoundBuilder.CouncilId(1)) with { State = Domain.States.BodyState.Open });

    private static MailRecord Mail(MailState state) => new()
    {
        Recipient = RoundBuilder.CouncilId(1),
        Owner = RoundBuilder.CouncilId(1),
        Kind = MailKind.Invitation,
        DueAt = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
        State = state,
        OperationId = state == MailState.Sending ? Guid.NewGuid() : null,
    };
}
