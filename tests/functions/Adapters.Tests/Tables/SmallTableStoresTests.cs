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
    public async Task Suppressed_AddedAndRemoved_WhateverTheCase_InItsConsultationAlone()
    {
        using var store = new TableSuppressionList(storage.Tables, storage.Prefix);
        using var contacts = new TableContactStore(storage.Tables, storage.Prefix);
        await contacts.PutAsync("lip", new Contact { BodyId = "beirat-01", Emails = ["a@example.org"] }, default);

        await store.AddAsync("lip", "A@Example.org", default);
        await store.AddAsync("lip", "a@example.org", default);
        Assert.True(await store.ContainsAsync("lip", " a@example.ORG", default));
        Assert.False(await store.ContainsAsync("lip-2", "a@example.org", default));
        Assert.False(await store.ContainsAsync("lip", "b@example.org", default));

        await store.RemoveAsync("lip", "a@EXAMPLE.org", default);
        await store.RemoveAsync("lip", "a@example.org", default);
        Assert.False(await store.ContainsAsync("lip", "a@example.org", default));
        Assert.NotNull(await contacts.GetAsync("lip", "beirat-01", default));
    }

    [Fact]
    public async Task Deliveries_StoredTwiceAndFound_AreThatMail()
    {
        using var index = new TableDeliveryIndex(storage.Tables, storage.Prefix);
        var (id, place) = (Guid.NewGuid(), new MailPlace("lip-r1", "beirat-01.Invitation.0"));

        await index.PutAsync(id, place, default);
        await index.PutAsync(id, place, default);

        Assert.Equal(place, await index.FindAsync(id, default));
        Assert.Null(await index.FindAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task FirstUse_ByManyAtOnce_CreatesTheTableOnce()
    {
        using var store = new TableContactStore(storage.Tables, storage.Prefix);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => store.PutAsync("lip", new Contact { BodyId = $"b-{n}", Emails = ["a@example.org"] }, default)));

        Assert.NotNull(await store.GetAsync("lip", "b-9", default));
    }
}
