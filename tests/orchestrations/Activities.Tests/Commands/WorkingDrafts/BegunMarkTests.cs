using LipServerless.Activities.Commands.WorkingDrafts;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.WorkingDrafts;

/// <summary>Staff see "begonnen" exactly where something is typed and not submitted.</summary>
public sealed class BegunMarkTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly TestOffice office = new();

    [Fact]
    public async Task Save_SomethingTyped_IsBegun()
    {
        var round = await ArrangeAsync();

        await SaveAsync(round, "ada", ("overall", "Von Ada"));

        Assert.True(await IsBegunAsync(round));
    }

    [Fact]
    public async Task Save_EverythingEmptiedAgain_IsNotBegun()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));

        await SaveAsync(round, "ada", ("overall", ""));

        Assert.False(await IsBegunAsync(round));
    }

    [Fact]
    public async Task Save_EmptiedWhileAnotherTypes_StaysBegun()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));
        office.Store.BeforeNextCommit = () => SaveAsync(round, "bob", ("c-p-1", "Von Bob"));

        await SaveAsync(round, "ada", ("overall", ""));

        Assert.True(await IsBegunAsync(round));
    }

    [Fact]
    public async Task Settle_AnothersTextRemains_StaysBegun()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));
        await SaveAsync(round, "bob", ("c-p-1", "Von Bob, noch nicht fertig"));

        await SubmitAsync(round, "ada", ("overall", "Von Ada"));

        Assert.True(await IsBegunAsync(round));
    }

    [Fact]
    public async Task Settle_NothingRemains_IsNotBegun()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));

        await SubmitAsync(round, "ada", ("overall", "Von Ada, fertig"));

        Assert.False(await IsBegunAsync(round));
    }

    [Fact]
    public async Task Save_FromAPageOpenedBeforeAnotherSubmitted_IsBegunAnew()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));
        office.Drafts.BeforeNextCommit = () => SubmitAsync(round, "ada", ("overall", "Von Ada"));

        await SaveAsync(round, "bob", ("c-p-1", "Von Bob"));

        Assert.True(await IsBegunAsync(round));
    }

    [Fact]
    public async Task AfterNil_WhatWasTyped_StaysBegun()
    {
        var round = await ArrangeAsync();
        await SaveAsync(round, "ada", ("overall", "Von Ada"));
        await office.SubmitNilAsync(round, RoundTableId);

        await new SettleWorkingDraft(office.Drafts, office.Store).AfterNilAsync(round, RoundTableId, default);

        Assert.True(await IsBegunAsync(round));
    }

    private async Task<string> ArrangeAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        return round;
    }

    private Task SaveAsync(string round, string session, params (string Field, string Text)[] typed) =>
        new SaveWorkingDraft(office.Drafts, office.Store, office.Clock).ExecuteAsync(
            new DraftSave
            {
                RoundId = round,
                BodyId = RoundTableId,
                Session = session,
                Edits = typed.ToDictionary(pair => pair.Field, pair => pair.Text),
                Seen = Nothing,
                Submitted = Nothing,
            },
            default);

    private async Task SubmitAsync(string round, string session, params (string Field, string Text)[] fields)
    {
        await office.SubmitAsync(round, RoundTableId);
        await new SettleWorkingDraft(office.Drafts, office.Store)
            .ExecuteAsync(round, RoundTableId, session, fields.ToDictionary(pair => pair.Field, pair => pair.Text), default);
    }

    private async Task<bool> IsBegunAsync(string round) => (await office.BodyAsync(round, RoundTableId)).Begun;
}
