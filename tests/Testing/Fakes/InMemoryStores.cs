using System.Collections.Concurrent;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;

namespace LipServerless.Testing.Fakes;

/// <summary>Documents in memory. The same name with other bytes is an error: names contain the content's hash.</summary>
public sealed class InMemoryDocumentStore : IDocumentStore
{
    private readonly ConcurrentDictionary<string, byte[]> documents = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => [.. documents.Keys.Order(StringComparer.Ordinal)];

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var stored = documents.GetOrAdd(name, content.ToArray());
        return stored.AsSpan().SequenceEqual(content.Span)
            ? Task.CompletedTask
            : throw new InvalidOperationException($"Document '{name}' exists with other content.");
    }

    public Task<byte[]?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult(documents.GetValueOrDefault(name));

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => Task.FromResult(documents.TryRemove(name, out _));

    /// <summary>Erases a document.</summary>
    public void Erase(string name) => documents.TryRemove(name, out _);
}

/// <summary>Links in memory, by token hash.</summary>
public sealed class InMemoryLinkStore : ILinkStore
{
    private readonly ConcurrentDictionary<string, LinkRecord> links = new(StringComparer.Ordinal);

    public IReadOnlyCollection<LinkRecord> All => [.. links.Values];

    public Task PutAsync(LinkRecord link, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        links[link.TokenHash] = link;
        return Task.CompletedTask;
    }

    public Task<LinkRecord?> FindAsync(string tokenHash, CancellationToken cancellationToken) => Task.FromResult(links.GetValueOrDefault(tokenHash));

    public Task<int> RemoveAllAsync(string roundId, CancellationToken cancellationToken) =>
        Task.FromResult(links.Values.Where(link => link.RoundId == roundId).ToList().Count(link => links.TryRemove(link.TokenHash, out _)));
}

/// <summary>Contacts in memory.</summary>
public sealed class InMemoryContactStore : IContactStore
{
    private readonly ConcurrentDictionary<(string Consultation, string BodyId), Contact> contacts = new();

    public Task<Contact?> GetAsync(string consultation, string bodyId, CancellationToken cancellationToken) =>
        Task.FromResult(contacts.GetValueOrDefault((consultation, bodyId)));

    public Task PutAsync(string consultation, Contact contact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contact);
        contacts[(consultation, contact.BodyId)] = contact;
        return Task.CompletedTask;
    }

    /// <summary>Thrown by erasing while set.</summary>
    public Exception? RemoveOutage { get; set; }

    public Task<int> RemoveAllAsync(string consultation, CancellationToken cancellationToken) => RemoveOutage is not null
        ? throw RemoveOutage
        : Task.FromResult(contacts.Keys.Where(key => key.Consultation == consultation).ToList().Count(key => contacts.TryRemove(key, out _)));

    public void Remove(string consultation, string bodyId) => contacts.TryRemove((consultation, bodyId), out _);
}

/// <summary>Where mails belong, in memory.</summary>
public sealed class InMemoryDeliveryIndex : IDeliveryIndex
{
    private readonly ConcurrentDictionary<Guid, MailPlace> places = new();

    public Task PutAsync(Guid operationId, MailPlace place, CancellationToken cancellationToken)
    {
        places[operationId] = place;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(Guid operationId, CancellationToken cancellationToken)
    {
        places.TryRemove(operationId, out _);
        return Task.CompletedTask;
    }

    public Task<MailPlace?> FindAsync(Guid operationId, CancellationToken cancellationToken) => Task.FromResult(places.GetValueOrDefault(operationId));
}

/// <summary>Addresses that mails came back from, in memory.</summary>
public sealed class InMemorySuppressionList : ISuppressionList
{
    private readonly ConcurrentDictionary<(string, string), bool> addresses = new();

    public Task AddAsync(string consultation, string address, CancellationToken cancellationToken)
    {
        addresses[Key(consultation, address)] = true;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string consultation, string address, CancellationToken cancellationToken)
    {
        addresses.TryRemove(Key(consultation, address), out _);
        return Task.CompletedTask;
    }

    public Task<bool> ContainsAsync(string consultation, string address, CancellationToken cancellationToken) =>
        Task.FromResult(addresses.ContainsKey(Key(consultation, address)));

    private static (string, string) Key(string consultation, string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return (consultation, address.Trim().ToUpperInvariant());
    }
}

/// <summary>A link secret that is the same in every test.</summary>
public sealed class FixedLinkSecret(byte filling = 0) : ILinkSecret
{
    public ReadOnlyMemory<byte> Key { get; } = Enumerable.Repeat(filling, 32).ToArray();
}
