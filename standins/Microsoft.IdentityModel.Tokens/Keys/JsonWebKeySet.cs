using System.Text.Json;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>A set of keys as published (RFC 7517).</summary>
public class JsonWebKeySet
{
    /// <summary>Reads a set.</summary>
    /// <exception cref="ArgumentException">It is no JSON of this form.</exception>
    public JsonWebKeySet(string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("keys", out var keys))
                Keys = keys.Deserialize<List<JsonWebKey>>() ?? [];
        }
        catch (JsonException e)
        {
            throw new ArgumentException("The text is no set of JSON web keys.", nameof(json), e);
        }
    }

    /// <summary>All keys of the set.</summary>
    public IList<JsonWebKey> Keys { get; } = [];

    /// <summary>Those that check signatures; what cannot be resolved is passed over.</summary>
    public IList<SecurityKey> GetSigningKeys()
    {
        var found = new List<SecurityKey>();
        foreach (var key in Keys)
        {
            if (key is not { Kty: "RSA", Use: null or "" or "sig" })
                continue;
            if (Base64UrlText.Decode(key.N) is { Length: > 0 } modulus && Base64UrlText.Decode(key.E) is { Length: > 0 } exponent)
                found.Add(new RsaSecurityKey(new() { Modulus = modulus, Exponent = exponent }) { KeyId = key.Kid });
        }

        return found;
    }
}
