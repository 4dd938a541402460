using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Activities.Tests.Commands.Retention;

public sealed class EraseOnRequestTests
{
    private readonly SweepScene scene = new();

    private TestOffice Office => scene.Office;

    [Fact]
    public async Task Colleague_IsNamedNowhereAnyMore_AndTheTextStays()
    {
        var id = await scene.FillAsync();

        var done = await EraseAsync(id, ErasureTarget.Colleague, name: " mina ");

        Assert.Equal(3, done.Count);
        var field = Assert.Single(await Office.Drafts.ReadAsync(id, SweepScene.Body, default));
        Assert.Equal(("Begonnen", null), (field.Text, field.By));
        Assert.Empty((await Office.Drafts.ReadNotesAsync(id, SweepScene.Body, default)).Names);
        Assert.DoesNotContain(await Office.Store.ReadAuditAsync(id, default), line => line.Side?.Detail?.Contains("Mina", StringComparison.Ordinal) ?? false);
        await MustBeLoggedAsync(id, "stadtjugendring Colleague abc");
        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<CommandRefusedException>(() => EraseAsync(id, ErasureTarget.Colleague, name: "Mina"))).Reason);
    }

    [Fact]
    public async Task LogDetails_GoFromTheBodysEntries_AndFromNoOthers()
    {
        var id = await scene.FillAsync();

        await EraseAsync(id, ErasureTarget.LogDetails);

        var log = await Office.Store.ReadAuditAsync(id, default);
        Assert.Equal(["round-started", "erased-on-request"], log.Where(line => line.Side is not null).Select(line => line.Entry.Verb));
        await MustBeLoggedAsync(id, "stadtjugendring LogDetails");
    }

    [Theory]
    [InlineData("beirat-1", "beirat-1", true)]
    [InlineData("2-stmt-beirat-1-0002 p-1", "beirat-1", true)]
    [InlineData("beirat-1.Receipt.2", "beirat-1", true)]
    [InlineData("6-colleague-beirat-1-abc", "beirat-1", true)]
    [InlineData("beirat-10", "beirat-1", false)]
    [InlineData("2-stmt-beirat-10-0002", "beirat-1", false)]
    [InlineData("2-stmt-beirat-1-0002", "beirat", false)]
    [InlineData("6-colleague-beirat-1-abc", "beirat", false)]
    public async Task LogDetails_AreTheBodysBySubject(string subject, string bodyId, bool isMeant)
    {
        var id = await scene.FillAsync();
        await Office.PutAsync(id, new BodyRecord { BodyId = bodyId, Kind = Domain.Bodies.BodyKind.FurtherBody, Name = "Beirat", Deadline = Office.Clock.GetUtcNow() });
        await Office.Store.CommitAsync(id, new() { Audit = [new() { At = Office.Clock.GetUtcNow(), Verb = "test", Subject = subject, Channel = "api", Who = "Ada Probe" }] }, default);

        await EraseAsync(id, ErasureTarget.LogDetails, bodyId: bodyId);

        Assert.Equal(isMeant, (await Office.Store.ReadAuditAsync(id, default)).Single(line => line.Entry.Verb == "test").Side is null);
    }

    [Fact]
    public async Task Statement_ThatCounts_IsKeptUntilTheSynopsisIsFrozen()
    {
        var id = await scene.FillAsync();
        var round = await Office.ReadAsync(id);

        Assert.Equal(1, (await EraseAsync(id, ErasureTarget.Statement, number: 1)).Count);
        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => EraseAsync(id, ErasureTarget.Statement, number: 2))).Reason);
        Assert.NotNull(await Office.Documents.GetAsync(round.Statements[1].Document, default));
        await Office.PutAsync(id, round.Round with { State = RoundState.AwaitingDecision, SynopsisDocument = "synopsis.json" });

        Assert.Equal(new ErasureDone(1, SynopsisQuotes: true), await EraseAsync(id, ErasureTarget.Statement, number: 2));
        Assert.Null(await Office.Documents.GetAsync(round.Statements[1].Document, default));
        await MustBeLoggedAsync(id, "stadtjugendring Statement 2");
    }

    [Fact]
    public async Task Attachment_Goes_AndAskingAgainIsNoError()
    {
        var id = await scene.FillAsync();

        Assert.Equal(1, (await EraseAsync(id, ErasureTarget.Attachment, hash: SweepScene.File)).Count);
        Assert.Equal(0, (await EraseAsync(id, ErasureTarget.Attachment, hash: SweepScene.File)).Count);

        Assert.Equal(0, Office.Attachments.Count);
        await MustBeLoggedAsync(id, $"stadtjugendring Attachment {SweepScene.File}");
        Assert.Equal(2, (await Office.ReadAsync(id)).Erasures!.OnRequest.Count);
    }

    [Fact]
    public async Task MoreTimeReason_Goes()
    {
        var id = await scene.FillAsync();

        Assert.Equal(1, (await EraseAsync(id, ErasureTarget.MoreTimeReason, number: 1)).Count);

        Assert.DoesNotContain(Office.Documents.Names, name => name.StartsWith("requests/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ErasureTarget.Colleague, null, null, "Niemand", Refusal.NotFound)]
    [InlineData(ErasureTarget.Colleague, null, null, " ", Refusal.Invalid)]
    [InlineData(ErasureTarget.Statement, null, null, null, Refusal.Invalid)]
    [InlineData(ErasureTarget.Statement, 9, null, null, Refusal.NotFound)]
    [InlineData(ErasureTarget.Attachment, null, null, null, Refusal.Invalid)]
    [InlineData(ErasureTarget.Attachment, null, "beef", null, Refusal.NotFound)]
    [InlineData(ErasureTarget.DissentReason, null, null, null, Refusal.NotFound)]
    [InlineData(ErasureTarget.MoreTimeReason, 9, null, null, Refusal.NotFound)]
    public async Task WhatIsNotThere_IsRefused_AndNothingIsLogged(ErasureTarget what, int? number, string? hash, string? name, Refusal reason)
    {
        var id = await scene.FillAsync();

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => EraseAsync(id, what, number, hash, name));

        Assert.Equal(reason, refused.Reason);
        Assert.Null((await Office.ReadAsync(id)).Erasures);
    }

    private Task<ErasureDone> EraseAsync(string id, ErasureTarget what, int? number = null, string? hash = null, string? name = null, string bodyId = SweepScene.Body) =>
        new EraseOnRequest(Office.Store, Office.Documents, Office.Attachments, new ColleagueErasure(Office.Store, Office.Drafts, Office.Attachments), Office.Clock).ExecuteAsync(
            new() { RoundId = id, BodyId = bodyId, What = what, Number = number, Hash = hash, Name = name, Reason = "Antrag nach Art. 17", Who = "Ada Probe" }, default);

    private async Task MustBeLoggedAsync(string id, string subject)
    {
        var log = await Office.Store.ReadAuditAsync(id, default);
        Assert.Null(AuditVerification.FirstBroken(log));
        var line = log[^1];
        Assert.Equal((AuditVerb.ErasedOnRequest, subject, "Ada Probe", "Antrag nach Art. 17"), (line.Entry.Verb, line.Entry.Subject, line.Side?.Who, line.Side?.Detail));
    }
}
