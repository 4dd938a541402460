using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.IdentityModel.JsonWebTokens;

/// <summary>A signed token (RFC 7515, RFC 7519) as it says itself; nothing of it is checked.</summary>
public class JsonWebToken : SecurityToken
{
    private const int Parts = 3;

    private readonly JsonElement header;
    private readonly JsonElement payload;

    /// <summary>Reads the compact form.</summary>
    /// <exception cref="ArgumentException">It is none: a <see cref="SecurityTokenMalformedException"/>, or the text is empty.</exception>
    public JsonWebToken(string jwtEncodedString)
    {
        ArgumentException.ThrowIfNullOrEmpty(jwtEncodedString);
        var parts = jwtEncodedString.Split('.', Parts + 1);
        if (parts.Length != Parts)
            throw new SecurityTokenMalformedException("A signed token has three parts.");
        (header, payload) = (Members(parts[0], "header"), Members(parts[1], "claims"));
        SignedBytes = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        SignatureBytes = Base64UrlText.Decode(parts[2]) ?? throw new SecurityTokenMalformedException("The token's signature is no base64url.");
        Claims = [.. payload.EnumerateObject().SelectMany(member => ClaimReading.Of(member, Issuer))];
    }

    /// <summary>The algorithm; empty if it names none.</summary>
    public string Alg => Text(header, "alg");

    /// <summary>The name of the key; empty if it gives none.</summary>
    public string Kid => Text(header, "kid");

    /// <summary>The claims, under their short names.</summary>
    public virtual IEnumerable<Claim> Claims { get; }

    /// <summary>For whom it is made out.</summary>
    public IEnumerable<string> Audiences => Claims.Where(claim => claim.Type == "aud").Select(claim => claim.Value);

    /// <inheritdoc />
    public override string Id => Text(payload, "jti");

    /// <inheritdoc />
    public override string Issuer => Text(payload, "iss");

    /// <inheritdoc />
    public override DateTime ValidFrom => Instant("nbf") ?? DateTime.MinValue;

    /// <inheritdoc />
    public override DateTime ValidTo => Instant("exp") ?? DateTime.MinValue;

    internal byte[] SignedBytes { get; }

    internal byte[] SignatureBytes { get; }

    /// <summary>A claim in seconds since 1970; null where there is none.</summary>
    internal DateTime? Instant(string claim)
    {
        const double LastSecond = 253_402_300_799;
        return payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;
    }

    private static JsonElement Members(string part, string what)
    {
        try
        {
            var json = Base64UrlText.Decode(part) ?? throw new SecurityTokenMalformedException($"The token's {what} are no base64url.");
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new SecurityTokenMalformedException($"The token's {what} are no JSON object.");
        }
        catch (JsonException e)
        {
            throw new SecurityTokenMalformedException($"The token's {what} are no JSON.", e);
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
