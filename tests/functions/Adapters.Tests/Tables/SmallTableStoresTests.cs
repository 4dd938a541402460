using LipServerless.Activities.Ports;
using LipServerless.Adapters.Tables;
using LipServerless.Adapters.Tests.Support;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Links;

namespace LipServerless.Adapters.Tests.Tables;

public sealed class SmallTableStoresTests
{
    private readonly Storage storage = new();

    [Fact]
    public async Task Links_StoredTwiceAndFound_AreThatLink()
    {
        using var store = new TableLinkStore(storage.Tables, storage.Prefix);
        var link = new LinkRecord { TokenHash = LinkToken.Hash("token"), RoundId = "lip-r1", Recipient = "beirat-01", Kind = LinkKind.Reply, Generation = 2 };

        await store.PutAsync(link, default);
        await store.PutAsync(link, default);

        Assert.Equal(link, await store.FindAsync(link.TokenHash, default));
        Assert.Null(await store.FindAsync(LinkToken.Hash("another"), default));
    }

    [Fact]
    public async Task Contacts_Replaced_TheLaterOneCounts()
    {
        using var store = new TableContactStore(storage.Tables, storage.Prefix);
        await store.PutAsync("lip", new Contact { BodyId = "beirat-01", Emails = ["alt@example.org"], PostalAddress = "Trammplatz 2\n30159 Hannover" }, default);

        await store.PutAsync("lip", new Contact { BodyId = "beirat-01", Emails = ["neu@example.org", "zwei@example.org"], Language = "tr" }, default);

        var contact = await store.GetAsync("lip", "beirat-01", default);
        Assert.Equal(["neu@example.org", "zwei@example.org"], contact!.Emails);
        Assert.Equal((null, "tr"), (contact.PostalAddress, contact.Language));
    }

    [Fact]
    public async Task Contacts_OfAnotherConsultationOrBody_AreNotMixed()
    {
        using var store = new TableContactStore(storage.Tables, storage.Prefix);
        await store.PutAsync("lip", new Contact { BodyId = "beirat-01", Emails = ["a@example.org"] }, default);

        Assert.Null(await store.GetAsync("lip-2", "beirat-01", default));
        Assert.Null(await store.GetAsync("lip", "beirat-02", default));
    }

    [Fact]
    public async Task FirstUse_ByManyAtOnce_CreatesTheTableOnce()
    {
        using var store = new TableContactStore(storage.Tables, storage.Prefix);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => store.PutAsync("lip", new Contact { BodyId = $"b-{n}", Emails = ["a@example.org"] }, default)));

        Assert.NotNull(await store.GetAsync("lip", "b-9", default));
    }
}
