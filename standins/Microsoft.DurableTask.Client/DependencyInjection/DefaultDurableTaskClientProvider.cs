namespace Microsoft.DurableTask.Client;

internal sealed class DefaultDurableTaskClientProvider(IEnumerable<NamedClient> clients) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null)
    {
        name ??= Extensions.Options.Options.DefaultName;
        return clients.FirstOrDefault(client => string.Equals(client.Name, name, StringComparison.Ordinal))?.Client
            ?? throw new ArgumentOutOfRangeException(
                nameof(name), name, $"No client has this name; there are: [{string.Join(", ", clients.Select(client => $"\"{client.Name}\""))}].");
    }
}

/// <summary>Holds a client for the provider without making it resolvable by its own type; ends it with the services.</summary>
internal sealed class NamedClient(DurableTaskClient client) : IAsyncDisposable
{
    public string Name => Client.Name;

    public DurableTaskClient Client { get; } = client;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
