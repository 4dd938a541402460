using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Colleagues;
using LipServerless.Activities.Links;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.Colleagues;

public sealed class ColleagueLinksTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task Make_StoresNoNameInTheRoundAndOneEntryInTheLog()
    {
        var round = await ArrangeAsync();

        var made = await MakeAsync(round, "Ada");

        var row = Assert.Single((await office.ReadAsync(round)).ColleagueLinks);
        Assert.Equal((RoundTableId, ColleagueRole.Draft, 1, null), (row.BodyId, row.Role, row.Generation, row.WithdrawnAt));
        Assert.Equal("Ada", (await office.Drafts.ReadNotesAsync(round, RoundTableId, default)).Names[row.LinkId]);
        Assert.Equal(AuditVerb.ColleagueLinkMade, (await office.VerbsAsync(round))[^1]);
        Assert.StartsWith("/b/", made.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_SameWishTwice_IsOneLinkOneEntry()
    {
        var round = await ArrangeAsync();

        var first = await MakeAsync(round, "Ada");
        var second = await MakeAsync(round, "Ada");

        Assert.Equal(first.Address, second.Address);
        Assert.Single((await office.ReadAsync(round)).ColleagueLinks);
        Assert.Single(await office.VerbsAsync(round), AuditVerb.ColleagueLinkMade);
    }

    [Fact]
    public async Task Make_AnotherWishFromTheSamePage_IsAnotherLink()
    {
        var round = await ArrangeAsync();

        var addresses = new[] { await MakeAsync(round, "Ada"), await MakeAsync(round, "Bob"), await MakeAsync(round, "Ada", ColleagueRole.Read), await MakeAsync(round, "Ada", ColleagueRole.Draft, "p-1") };

        Assert.Equal(4, addresses.Select(made => made.Address).Distinct().Count());
    }

    [Fact]
    public async Task Make_SomebodyElseWasFaster_IsMadeOnWhatIsStoredThen()
    {
        var round = await ArrangeAsync();
        office.Store.BeforeNextCommit = () => MakeAsync(round, "Bob");

        await MakeAsync(round, "Ada");

        Assert.Equal(2, (await office.ReadAsync(round)).ColleagueLinks.Count);
    }

    [Fact]
    public async Task Make_TooMany_IsRefusedUntilOneIsWithdrawn()
    {
        var round = await ArrangeAsync();
        for (var number = 1; number <= MakeColleagueLink.MostLinks; number++)
            await MakeAsync(round, $"Person {number}");

        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(round, "Noch jemand"))).Reason);
        await WithdrawAsync(round, (await office.ReadAsync(round)).ColleagueLinks[0].LinkId);
        await MakeAsync(round, "Noch jemand");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Make_WithoutAName_IsRefused(string name)
    {
        var round = await ArrangeAsync();

        Assert.Equal("name", Assert.Single((await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(round, name))).Faults).Field);
        Assert.Equal(0, office.Drafts.Count);
    }

    [Fact]
    public async Task Make_BeforeTheBodyIsAsked_IsRefusedAndStoresNoName()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());

        Assert.Equal(Refusal.Conflict, (await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(round, "Ada"))).Reason);
        Assert.Equal(0, office.Drafts.Count);
    }

    [Fact]
    public async Task Withdraw_Twice_IsOnceInTheLogWithItsName()
    {
        var round = await ArrangeAsync();
        var made = await MakeAsync(round, "Ada");

        await WithdrawAsync(round, made.Link.LinkId);
        await WithdrawAsync(round, made.Link.LinkId);

        Assert.NotNull((await office.ReadAsync(round)).ColleagueLinks[0].WithdrawnAt);
        var line = Assert.Single(await office.Store.ReadAuditAsync(round, default), line => line.Entry.Verb == AuditVerb.ColleagueLinkWithdrawn);
        Assert.Equal("Ada", line.Side!.Detail);
    }

    [Fact]
    public async Task Withdraw_OfAnotherBody_IsRefused()
    {
        var round = await ArrangeAsync();
        var made = await MakeAsync(round, "Ada");
        var withdraw = new WithdrawColleagueLink(office.Store, office.Drafts, office.Clock);

        Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<CommandRefusedException>(() => withdraw.ExecuteAsync(round, "anderes", made.Link.LinkId, default))).Reason);
    }

    [Fact]
    public async Task Renew_RepeatedRequest_RaisesTheGenerationOnce()
    {
        var round = await ArrangeAsync();
        var renew = new RenewForwardLink(office.Store, Links, office.Clock);

        await renew.ExecuteAsync(round, RoundTableId, 1, default);
        await renew.ExecuteAsync(round, RoundTableId, 1, default);

        var body = await office.BodyAsync(round, RoundTableId);
        Assert.Equal((1, 2), (body.LinkGeneration, body.ForwardGeneration));
        Assert.Single(await office.VerbsAsync(round), AuditVerb.ForwardLinkRenewed);
    }

    private PersonalLinks Links => new(office.Secret, office.Links, office.Addresses);

    private async Task<string> ArrangeAsync()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        return round;
    }

    private Task<ColleagueLinkMade> MakeAsync(string round, string name, ColleagueRole role = ColleagueRole.Draft, params string[] paragraphs) =>
        new MakeColleagueLink(office.Store, office.Drafts, Links, office.Clock).ExecuteAsync(
            new ColleagueLinkWish
            {
                RoundId = round,
                BodyId = RoundTableId,
                Session = "0123456789abcdef",
                Name = name,
                Role = role,
                Paragraphs = paragraphs.Length == 0 ? null : paragraphs,
            },
            default);

    private Task WithdrawAsync(string round, string linkId) =>
        new WithdrawColleagueLink(office.Store, office.Drafts, office.Clock).ExecuteAsync(round, RoundTableId, linkId, default);
}
