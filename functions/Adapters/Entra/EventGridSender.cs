using LipServerless.Activities.Ports;

namespace LipServerless.Adapters.Entra;

/// <summary>
/// Takes only what Event Grid sends with a token of the office's own tenant, made out for the office's own app registration
/// ("secure webhook delivery"). Signature, issuer, audience and lifetime are not enough: any app of the tenant could get such a token.
/// </summary>
internal sealed class EventGridSender(EntraSettings settings, SigningKeySource keys, TimeProvider clock) : IEventSenderCheck
{
    /// <summary>The app role that the office gives to Event Grid.</summary>
    internal const string Role = "AzureEventGridSecureWebhookSubscriber";

    private const string Scheme = "Bearer ";

    // Event Grid itself: the public cloud's application, and that of Azure Government.
    private static readonly string[] Applications = ["4962773b-9cdb-44cf-a8bf-237846a00ab7", "54316b56-3481-47f9-8f30-0300f5542a7b"];
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public async Task<SenderVerdict> CheckAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unknown("there is no bearer token");
        if (Jwt.Parse(authorization[Scheme.Length..].Trim()) is not { } token)
            return Unknown("the token is no JWT signed with RS256");
        if (await keys.GetAsync(token.KeyId, cancellationToken) is not { } known)
            return new(SenderStanding.CannotTell, "the keys of the sign-in service cannot be fetched");
        if (!known.ByKeyId.TryGetValue(token.KeyId, out var key) || !token.IsSignedWith(key))
            return Unknown("the signature is not the tenant's");
        return Fault(token, known.Issuer) is { } fault ? Unknown(fault) : new(SenderStanding.Known);
    }

    private string? Fault(Jwt token, string issuer)
    {
        var now = clock.GetUtcNow();
        if (token.Text("iss") is not { } from || (from != issuer && from != $"https://sts.windows.net/{settings.TenantId}/"))
            return "the issuer is another";
        if (!token.Texts("aud").Any(audience => audience == settings.ClientId || audience == $"api://{settings.ClientId}"))
            return "the audience is another";
        if (token.Instant("exp") is not { } end || now >= end + ClocksDiffer)
            return "the token has expired, or never does";
        if (token.Instant("nbf") is { } start && now < start - ClocksDiffer)
            return "the token is not valid yet";
        // Tokens of version 1 name the application "appid", those of version 2 "azp".
        if (!Applications.Contains(token.Text("azp") ?? token.Text("appid"), StringComparer.OrdinalIgnoreCase))
            return "the application is not Event Grid";
        return token.Texts("roles").Contains(Role, StringComparer.Ordinal) ? null : "Event Grid was not given the app role";
    }

    private static SenderVerdict Unknown(string why) => new(SenderStanding.Unknown, why);
}
