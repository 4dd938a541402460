using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LipServerless.Adapters.Tests.Entra;

/// <summary>A tenant that publishes keys and signs tokens, without a network. Not thread-safe.</summary>
internal sealed class TokenService : HttpMessageHandler
{
    public const string Tenant = "3f1c1f5e-0000-4000-8000-000000000001";
    public const string Client = "7a0c1f5e-0000-4000-8000-000000000002";
    public const string EventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
    public const string Issuer = $"https://login.microsoftonline.com/{Tenant}/v2.0";

    private readonly Dictionary<string, RSA> keys = new(StringComparer.Ordinal);
    private readonly RSA stranger = RSA.Create(2048);

    public TokenService() => Rotate("first");

    /// <summary>How many requests it got.</summary>
    public int Requests { get; private set; }

    /// <summary>While set, every request ends so.</summary>
    public HttpStatusCode? Outage { get; set; }

    /// <summary>What the discovery document says of where the keys are.</summary>
    public string KeyAddress { get; set; } = $"https://login.microsoftonline.com/{Tenant}/discovery/v2.0/keys";

    /// <summary>Signs with a new key from now on.</summary>
    public void Rotate(string id) => keys[Current = id] = RSA.Create(2048);

    /// <summary>The key that signs.</summary>
    public string Current { get; private set; } = "";

    /// <summary>The claims of a good token.</summary>
    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Client,
        ["azp"] = EventGrid,
        ["roles"] = new JsonArray("AzureEventGridSecureWebhookSubscriber"),
        ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    /// <summary>A token as the header carries it.</summary>
    public string Bearer(JsonObject claims, string? algorithm = "RS256", bool byStranger = false, string? keyId = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = keyId ?? Current };
        var signed = $"{Part(header)}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(keys[Current].ExportSubjectPublicKeyInfo(), bytes),
            _ => (byStranger ? stranger : keys[Current]).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"Bearer {signed}.{Base64Url.EncodeToString(signature)}";
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (Outage is { } status)
            return Task.FromResult(new HttpResponseMessage(status));
        var path = request.RequestUri!.AbsolutePath;
        var body = path == $"/{Tenant}/v2.0/.well-known/openid-configuration"
            ? new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = KeyAddress }
            : new JsonObject { ["keys"] = new JsonArray([.. keys.Select(k => Published(k.Key, k.Value))]) };
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var key in keys.Values)
            key.Dispose();
        stranger.Dispose();
        base.Dispose(disposing);
    }

    private static JsonObject Published(string id, RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
