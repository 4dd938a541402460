using System.Security.Claims;
using LipServerless.Activities.Ports;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LipServerless.Adapters.Entra;

/// <summary>
/// Takes only what Event Grid sends with a token of the office's own tenant, made out for the office's own app registration
/// ("secure webhook delivery"). Signature, issuer, audience and lifetime are not enough: any app of the tenant could get such a token.
/// </summary>
internal sealed class EventGridSender(EntraSettings settings, SigningKeySource source, TimeProvider clock) : IEventSenderCheck
{
    /// <summary>The app role that the office gives to Event Grid.</summary>
    internal const string Role = "AzureEventGridSecureWebhookSubscriber";

    private const string Scheme = "Bearer ";
    private const int LongestToken = 16 * 1024;

    // Event Grid itself: the public cloud's application, and that of Azure Government.
    private static readonly string[] Applications = ["4962773b-9cdb-44cf-a8bf-237846a00ab7", "54316b56-3481-47f9-8f30-0300f5542a7b"];

    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = LongestToken };

    /// <inheritdoc />
    public async Task<SenderVerdict> CheckAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Unknown("there is no bearer token");
        var text = authorization[Scheme.Length..].Trim();

        // Whatever else the header asks for, nobody is asked for keys because of it.
        if (Read(text) is not { Alg: SecurityAlgorithms.RsaSha256, Kid: { Length: > 0 } keyId })
            return Unknown("the token is no JWT signed with RS256");
        if (await source.GetAsync(keyId, cancellationToken) is not { } keys)
            return new(SenderStanding.CannotTell, "the keys of the sign-in service cannot be fetched");
        var result = await handler.ValidateTokenAsync(text, Expected(keys));
        return (result.IsValid ? Stranger(result.ClaimsIdentity) : Fault(result.Exception)) is { } fault ? Unknown(fault) : new(SenderStanding.Known);
    }

    private JsonWebToken? Read(string text)
    {
        try
        {
            return handler.ReadJsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private TokenValidationParameters Expected(SigningKeys keys) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKeys = keys.Keys,
        TryAllIssuerSigningKeys = false,
        ValidIssuers = [keys.Issuer, $"https://sts.windows.net/{settings.TenantId}/"],
        ValidAudiences = [settings.ClientId, $"api://{settings.ClientId}"],
        LifetimeValidator = HoldsNow,
    };

    // The library asks the machine's clock; this one can be set in tests.
    private bool HoldsNow(DateTime? from, DateTime? to, SecurityToken token, TokenValidationParameters expected)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return to is { } end && now < end + expected.ClockSkew && !(from > now + expected.ClockSkew);
    }

    private static string Fault(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => "the issuer is another",
        SecurityTokenInvalidAudienceException => "the audience is another",
        SecurityTokenInvalidLifetimeException => "the token has expired, is not valid yet, or never ends",
        SecurityTokenInvalidSignatureException => "the signature is not the tenant's",
        _ => "the token cannot be read",
    };

    private static string? Stranger(ClaimsIdentity token)
    {
        // Tokens of version 1 name the application "appid", those of version 2 "azp".
        var application = (token.FindFirst("azp") ?? token.FindFirst("appid"))?.Value;
        if (!Applications.Contains(application, StringComparer.OrdinalIgnoreCase))
            return "the application is not Event Grid";
        return token.HasClaim("roles", Role) ? null : "Event Grid was not given the app role";
    }

    private static SenderVerdict Unknown(string why) => new(SenderStanding.Unknown, why);
}
