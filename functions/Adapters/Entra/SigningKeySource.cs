using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LipServerless.Adapters.Entra;

/// <summary>
/// Fetches a tenant's keys and keeps them: for half a day, or until a token names one that is not there (keys are rotated), though never more
/// often than once a minute, whatever strangers send. What is known serves on while nothing newer can be had. Thread-safe.
/// </summary>
internal sealed partial class SigningKeySource(HttpClient http, EntraSettings settings, TimeProvider clock, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private SigningKeys? keys;
    private DateTimeOffset fetchedAt;
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;

    /// <summary>The keys, if possible with this one among them; null while none could be fetched at all, or not whether there is such a key.</summary>
    public async Task<SigningKeys?> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            var has = keys?.Has(keyId) ?? false;
            if (keys is null || !has || now - fetchedAt >= Fresh)
                await TryFetchAsync(now, cancellationToken);
            return keys is not null && (keys.Has(keyId) || fetchedAt >= triedAt) ? keys : null;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task TryFetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A first fetch that failed is tried again at once: Event Grid itself waits between its attempts.
        if (keys is not null && now - triedAt < Pause)
            return;
        triedAt = now;
        try
        {
            keys = await FetchAsync(cancellationToken);
            fetchedAt = now;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            NotFetched(logger, e);
        }
    }

    private async Task<SigningKeys> FetchAsync(CancellationToken cancellationToken)
    {
        using var discovery = JsonDocument.Parse(await ReadAsync(new Uri($"{settings.Authority.AbsoluteUri.TrimEnd('/')}/v2.0/.well-known/openid-configuration"), cancellationToken));
        var issuer = discovery.RootElement.GetProperty("issuer").GetString() ?? throw new JsonException("The discovery document names no issuer.");
        return Uri.TryCreate(discovery.RootElement.GetProperty("jwks_uri").GetString(), UriKind.Absolute, out var address) && EntraSettings.MayAsk(address)
            ? SigningKeys.Read(issuer, await ReadAsync(address, cancellationToken))
            : throw new JsonException("The discovery document names no address of keys that may be asked.");
    }

    private async Task<string> ReadAsync(Uri address, CancellationToken cancellationToken) => await http.GetStringAsync(address, cancellationToken);

    [LoggerMessage(EventId = 3000, EventName = "SigningKeysNotFetched", Level = LogLevel.Warning,
        Message = "The keys of the sign-in service could not be fetched: delivery reports wait.")]
    private static partial void NotFetched(ILogger logger, Exception exception);
}
