namespace LipServerless.Embedded.Inbox.Behaviour;

/// <summary>An address that has bounced.</summary>
/// <param name="Address">In lower case.</param>
/// <param name="Bounces">How often in a row.</param>
/// <param name="Until">Mails to it are not tried before this instant of <see cref="InboxOptions.Clock"/>.</param>
public sealed record SuppressedAddress(string Address, int Bounces, DateTimeOffset Until);

/// <summary>
/// The service's suppression list: after a hard bounce mails to an address are held back, longer after each further bounce. Once the time is
/// over the next mail is tried; if it arrives, the address is forgotten. Not thread-safe.
/// </summary>
internal sealed class SuppressionList(IEnumerable<SuppressedAddress> kept)
{
    private static readonly TimeSpan[] Terms = [TimeSpan.FromHours(24), TimeSpan.FromHours(48), TimeSpan.FromHours(96), TimeSpan.FromDays(7), TimeSpan.FromDays(14)];

    private readonly Dictionary<string, SuppressedAddress> byAddress = kept.ToDictionary(entry => entry.Address, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SuppressedAddress> All => [.. byAddress.Values.OrderBy(entry => entry.Address, StringComparer.Ordinal)];

    public bool Holds(string address, DateTimeOffset now) => byAddress.TryGetValue(address, out var entry) && now < entry.Until;

    public void Bounced(string address, DateTimeOffset now)
    {
        var before = byAddress.GetValueOrDefault(address)?.Bounces ?? 0;
#pragma warning disable CA1308 // Mail domains are lower case by custom.
        var name = address.ToLowerInvariant();
#pragma warning restore CA1308
        byAddress[name] = new(name, before + 1, now + Terms[Math.Min(before, Terms.Length - 1)]);
    }

    public bool Forget(string address) => byAddress.Remove(address);
}
