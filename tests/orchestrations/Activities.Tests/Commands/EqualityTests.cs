using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Equality;
using LipServerless.Activities.Commands.Rounds;
using LipServerless.Activities.Synopses;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands;

/// <summary>Claims and "nicht betroffen" of the equality officer: recorded, told apart from a nil return and silence, challenged.</summary>
public sealed class EqualityTests
{
    private const string Flagged = "p-cccccccc";
    private const string Unflagged = "p-eeeeeeee";
    private static readonly StatementContent NotAffected = new() { NotAffected = true };

    private readonly TestOffice office = new();
    private string roundId = "";

    [Fact]
    public async Task Submit_Claim_IsRecordedWithAnEntryOfItsOwnOnce()
    {
        await AskAsync();

        await office.SubmitAsync(roundId, EqualityId, Claims(Unflagged));
        await office.SubmitAsync(roundId, EqualityId, Claims(Unflagged) with { Overall = "Dazu" });

        Assert.Equal([Unflagged], EqualityStanding.Of(await office.ReadAsync(roundId)).Claimed);
        var entry = Assert.Single(await office.Store.ReadAuditAsync(roundId, default), line => line.Entry.Verb == AuditVerb.EqualityClaimed);
        Assert.Contains(Unflagged, entry.Entry.Subject, StringComparison.Ordinal);
        Assert.Equal(EqualityId, entry.Side!.Who);
    }

    [Fact]
    public async Task Submit_LaterVersionWithoutTheClaim_TakesItBack()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, Claims(Unflagged));

        await office.SubmitAsync(roundId, EqualityId, TestOffice.Says("Doch nicht"));

        Assert.Empty(EqualityStanding.Of(await office.ReadAsync(roundId)).Claimed);
    }

    [Fact]
    public async Task Enter_ClaimOnPaper_IsRecordedToo()
    {
        await AskAsync();

        await office.EnterAsync(roundId, EqualityId, new DateOnly(2026, 3, 2), Claims(Unflagged), Channel.InPerson);

        Assert.Equal([Unflagged], EqualityStanding.Of(await office.ReadAsync(roundId)).Claimed);
        Assert.Contains(await office.Store.ReadAuditAsync(roundId, default), line => line.Entry is { Verb: AuditVerb.EqualityClaimed, Channel: "InPerson" });
    }

    [Fact]
    public async Task Submit_ClaimByAnotherBody_RecordsNothing()
    {
        await AskAsync();

        await office.SubmitAsync(roundId, RoundTableId, Claims(Unflagged));

        Assert.Empty((await office.ReadAsync(roundId)).Statements[0].Claimed);
        Assert.DoesNotContain(await office.Store.ReadAuditAsync(roundId, default), line => line.Entry.Verb == AuditVerb.EqualityClaimed);
    }

    [Fact]
    public async Task Revise_ClaimedParagraph_IsFlaggedFromTheStart()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, Claims(Unflagged));
        var round = (await office.ReadAsync(roundId)).Round;

        var next = await new StartRound(office.Store, office.Documents, office.Contacts, office.Clock).ExecuteAsync(Full().Build(round), default);

        Assert.Equal([Flagged, Unflagged], (await office.ReadAsync(next)).Round.FlaggedParagraphs);
    }

    [Fact]
    public async Task Synopsis_NotAffected_IsNeitherNilReturnNorSilence()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);

        var synopsis = await BuildAsync();

        var officer = synopsis.Bodies.Single(body => body.BodyId == EqualityId);
        Assert.Equal((true, BodyResult.Received), (officer.NotAffected, officer.Result));
        Assert.Equal((1, 0), (synopsis.Counts.NotAffected, synopsis.Counts.Nil));
    }

    [Fact]
    public async Task Synopsis_NilReturnOrSilence_IsNotNotAffected()
    {
        await AskAsync();
        Assert.Equal(0, (await BuildAsync()).Counts.NotAffected);

        await office.SubmitNilAsync(roundId, EqualityId);

        var synopsis = await BuildAsync();
        Assert.Equal((0, 1), (synopsis.Counts.NotAffected, synopsis.Counts.Nil));
    }

    [Fact]
    public async Task Challenge_NotAffected_IsRecordedMailedAndOpen()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);

        var done = await ChallengeAsync(Unflagged);

        var round = await office.ReadAsync(roundId);
        Assert.NotNull(round.Mail($"{EqualityId}.NotAffectedChallenged.1"));
        Assert.NotEmpty(done.Wake);
        var entry = Assert.Single(await office.Store.ReadAuditAsync(roundId, default), line => line.Entry.Verb == AuditVerb.NotAffectedChallenged);
        Assert.Equal(("Ada Probe", "Der Absatz nennt Alleinerziehende."), (entry.Side!.Who, entry.Side.Detail));
        Assert.Equal(ChallengeOutcome.Open, (await OutcomeAsync()).Outcome);
    }

    [Fact]
    public async Task Challenge_AnsweredWithTheSameWords_IsANewVersionAndConfirmed()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);
        await ChallengeAsync(Unflagged);

        var answer = await office.SubmitAsync(roundId, EqualityId, NotAffected);

        Assert.Equal(2, answer.Number);
        Assert.Equal(ChallengeOutcome.Confirmed, (await OutcomeAsync()).Outcome);
    }

    [Fact]
    public async Task Challenge_AnsweredWithAClaim_IsChanged()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);
        await ChallengeAsync(Unflagged);

        await office.SubmitAsync(roundId, EqualityId, Claims(Unflagged));

        Assert.Equal(ChallengeOutcome.Changed, (await OutcomeAsync()).Outcome);
    }

    [Fact]
    public async Task Challenge_NothingSaidOrNilReturn_IsRefused()
    {
        await AskAsync();
        Assert.Equal(Refusal.Conflict, (await RefusedAsync(Unflagged)).Reason);

        await office.SubmitNilAsync(roundId, EqualityId);

        Assert.Equal(Refusal.Conflict, (await RefusedAsync(Unflagged)).Reason);
    }

    [Fact]
    public async Task Challenge_TwiceBeforeAnAnswer_IsRefused()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);
        await ChallengeAsync(Unflagged);

        Assert.Equal(Refusal.Conflict, (await RefusedAsync(Flagged)).Reason);
    }

    [Fact]
    public async Task Challenge_UnknownParagraph_NamesTheField()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);

        Assert.Equal(["paragraphs"], (await RefusedAsync("p-00000000")).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public async Task Challenge_CollectionClosed_IsRefused()
    {
        await AskAsync();
        await office.SubmitAsync(roundId, EqualityId, NotAffected);
        office.Time.Advance(TimeSpan.FromDays(120));

        Assert.Equal(Refusal.Conflict, (await RefusedAsync(Unflagged)).Reason);
    }

    private static StatementContent Claims(string paragraphId) =>
        new() { Views = [new ParagraphView { ParagraphId = paragraphId, Claimed = true, Comment = "Betrifft Frauen" }] };

    private async Task AskAsync()
    {
        roundId = await office.StartAsync(Full());
        foreach (var body in (await office.ReadAsync(roundId)).Bodies.Where(body => body.BodyId is EqualityId or RoundTableId).ToList())
            await office.PutAsync(roundId, body with { State = BodyState.Open, OpenedAt = office.Clock.GetUtcNow() });
    }

    private Task<CommandResult> ChallengeAsync(string paragraphId) => new ChallengeNotAffected(office.Store, office.Documents, office.Clock)
        .ExecuteAsync(roundId, [paragraphId], "Der Absatz nennt Alleinerziehende.", "Ada Probe", default);

    private Task<CommandRefusedException> RefusedAsync(string paragraphId) =>
        Assert.ThrowsAsync<CommandRefusedException>(() => ChallengeAsync(paragraphId));

    private async Task<SynopsisChallenge> OutcomeAsync() =>
        Assert.Single((await BuildAsync()).Bodies.Single(body => body.BodyId == EqualityId).Challenges);

    private async Task<Synopsis> BuildAsync()
    {
        var round = await office.ReadAsync(roundId);
        return SynopsisBuilder.Build(round, await SynopsisSources.ReadAsync(office.Documents, round, default), office.Clock.GetUtcNow());
    }
}
