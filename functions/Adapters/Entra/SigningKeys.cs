using System.Security.Cryptography;
using System.Text.Json;

namespace LipServerless.Adapters.Entra;

/// <summary>A tenant's issuer and public keys as published (OpenID Connect discovery, JSON Web Key Set). Never changed.</summary>
/// <param name="Issuer">Who the tokens say they are from.</param>
/// <param name="ByKeyId">RSA keys for signatures, by <c>kid</c>.</param>
internal sealed record SigningKeys(string Issuer, IReadOnlyDictionary<string, RSAParameters> ByKeyId)
{
    // What anybody could factor is no key.
    private const int FewestBits = 2048;

    /// <summary>The keys of a set that can be used here; others are passed over.</summary>
    public static IReadOnlyDictionary<string, RSAParameters> Read(JsonElement set)
    {
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        foreach (var key in set.GetProperty("keys").EnumerateArray())
        {
            if (Text(key, "kty") != "RSA" || Text(key, "use") is not (null or "sig") || Text(key, "kid") is not { } id)
                continue;
            if (Jwt.Decoded(Text(key, "n")) is { } modulus && Jwt.Decoded(Text(key, "e")) is { Length: > 0 } exponent && modulus.Length * 8 >= FewestBits)
                keys[id] = new RSAParameters { Modulus = modulus, Exponent = exponent };
        }

        return keys;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
