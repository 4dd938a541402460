using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Rounds;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Activities.Tests.Commands;

public sealed class HandInRevisionTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task HandIn_ReturnedRound_StartsTheNextAndNamesIt()
    {
        var returned = await ReturnedAsync();

        var next = await HandInAsync(returned, Draft("Überarbeitet"));

        Assert.Equal("lip-r2", next);
        Assert.Equal("lip-r2", (await office.ReadAsync(returned.RoundId)).Round.NextRoundId);
        Assert.Equal(returned.RoundId, (await office.ReadAsync("lip-r2")).Round.PreviousRoundId);
    }

    [Fact]
    public async Task HandIn_EarlierCallDiedBeforeNaming_RepeatNamesTheRoundThatIsThere()
    {
        var returned = await ReturnedAsync();
        var draft = Draft("Überarbeitet");
        await StarterOf(office).ExecuteAsync(Start(returned, draft), default);
        Assert.Null((await office.ReadAsync(returned.RoundId)).Round.NextRoundId);

        var next = await HandInAsync(returned, draft);

        Assert.Equal("lip-r2", next);
        Assert.Equal("lip-r2", (await office.ReadAsync(returned.RoundId)).Round.NextRoundId);
        Assert.Single(await office.Store.ReadAuditAsync(returned.RoundId, default), line => line.Entry.Verb == AuditVerb.Revised);
    }

    [Fact]
    public async Task HandIn_AnotherDraftThanTheRoundThatIsThere_IsRefusedAndStillNamesIt()
    {
        var returned = await ReturnedAsync();
        await StarterOf(office).ExecuteAsync(Start(returned, Draft("Überarbeitet")), default);

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => HandInAsync(returned, Draft("Noch einmal überarbeitet")));

        Assert.Equal(Refusal.Conflict, refused.Reason);
        Assert.Contains("lip-r2", refused.Message, StringComparison.Ordinal);
        Assert.Equal("lip-r2", (await office.ReadAsync(returned.RoundId)).Round.NextRoundId);
    }

    [Fact]
    public async Task HandIn_TwoAtOnce_OneRoundNamedOnce()
    {
        var returned = await ReturnedAsync();
        var draft = Draft("Überarbeitet");

        var ids = await Task.WhenAll(HandInAsync(returned, draft), HandInAsync(returned, draft));

        Assert.Equal(["lip-r2", "lip-r2"], ids);
        Assert.Single(await office.Store.ReadAuditAsync(returned.RoundId, default), line => line.Entry.Verb == AuditVerb.Revised);
    }

    private static StartRound StarterOf(TestOffice office) => new(office.Store, office.Documents, office.Contacts, office.Clock);

    private static Draft Draft(string text)
    {
        Paragraph[] paragraphs = [new() { Id = "p-bbbbbbbb", Number = 1, Kind = ParagraphKind.Text, Text = text, Theme = "Bildung" }];
        return new Draft { Title = "Entwurf", Hash = DraftHash.Of("Entwurf", paragraphs), Paragraphs = paragraphs };
    }

    private static RoundStart Start(RoundRecord returned, Draft draft) => new RoundBuilder { Draft = draft }.RoundTable().Build(returned);

    private Task<string> HandInAsync(RoundRecord returned, Draft draft) =>
        new HandInRevision(office.Store, office.Contacts, StarterOf(office), office.Clock).ExecuteAsync(Start(returned, draft), default);

    private async Task<RoundRecord> ReturnedAsync()
    {
        var roundId = await office.StartAsync(new RoundBuilder().RoundTable());
        var round = (await office.ReadAsync(roundId)).Round;
        await office.PutAsync(roundId, round with { State = RoundState.Returned });
        return (await office.ReadAsync(roundId)).Round;
    }
}
