using System.Buffers.Text;
using System.Text.Json;
using LipServerless.Embedded.Inbox.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LipServerless.Embedded.Inbox.Entra;

/// <summary>
/// As much of Entra ID as a protected web hook needs: the discovery document, the public key, and the tokens with which Event Grid comes.
/// Tokens follow the system's clock.
/// </summary>
internal sealed class EntraStandIn(SigningKey key, TimeProvider clock, Func<Uri> address)
{
    /// <summary>The tenant.</summary>
    public const string TenantId = "local";

    /// <summary>The application whose web hook the tokens are for.</summary>
    public const string Audience = "lip-local";

    /// <summary>Event Grid's own application, the same in every tenant.</summary>
    public const string EventGridAppId = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

    /// <summary>The application role that Event Grid is given at a protected web hook.</summary>
    public const string SubscriberRole = "AzureEventGridSecureWebhookSubscriber";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>What stands where <c>https://login.microsoftonline.com/{tenant}</c> would: no slash at its end.</summary>
    public Uri Authority => new(address(), "entra");

    private static readonly string[] ResponseTypes = ["code"];
    private static readonly string[] SubjectTypes = ["pairwise"];
    private static readonly string[] Algorithms = ["RS256"];

    private string Issuer => Authority.AbsoluteUri + "/v2.0";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/entra/v2.0/.well-known/openid-configuration", DiscoverAsync);
        routes.MapGet("/entra/keys", KeysAsync);
    }

    /// <summary>A fresh token for Event Grid.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var (id, _) = await key.PublicAsync(cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var header = Encode(new { typ = "JWT", alg = "RS256", kid = id });
        var claims = Encode(new
        {
            aud = Audience,
            iss = Issuer,
            iat = now,
            nbf = now,
            exp = now + (long)Lifetime.TotalSeconds,
            azp = EventGridAppId,
            azpacr = "2",
            roles = new[] { SubscriberRole },
            sub = EventGridAppId,
            tid = TenantId,
            ver = "2.0",
        });
        var signature = await key.SignAsync(System.Text.Encoding.ASCII.GetBytes($"{header}.{claims}"), cancellationToken);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private Task DiscoverAsync(HttpContext context) => InboxJson.WriteAsync(context, new
    {
        issuer = Issuer,
        jwks_uri = Authority.AbsoluteUri + "/keys",
        authorization_endpoint = Authority.AbsoluteUri + "/oauth2/v2.0/authorize",
        token_endpoint = Authority.AbsoluteUri + "/oauth2/v2.0/token",
        response_types_supported = ResponseTypes,
        subject_types_supported = SubjectTypes,
        id_token_signing_alg_values_supported = Algorithms,
    });

    private async Task KeysAsync(HttpContext context)
    {
        var (id, publicKey) = await key.PublicAsync(context.RequestAborted);
        await InboxJson.WriteAsync(context, new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = id, n = Base64Url.EncodeToString(publicKey.Modulus), e = Base64Url.EncodeToString(publicKey.Exponent) } },
        });
    }

    private static string Encode<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
