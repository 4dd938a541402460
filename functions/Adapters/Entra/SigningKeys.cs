using Microsoft.IdentityModel.Tokens;

namespace LipServerless.Adapters.Entra;

/// <summary>A tenant's issuer and public keys as published (OpenID Connect discovery, JSON Web Key Set). Never changed.</summary>
/// <param name="Issuer">Who the tokens say they are from.</param>
/// <param name="Keys">Keys for signatures.</param>
internal sealed record SigningKeys(string Issuer, IReadOnlyList<SecurityKey> Keys)
{
    // What anybody could factor is no key.
    private const int FewestBits = 2048;

    /// <summary>Reads what a tenant publishes; keys that cannot be used here are passed over.</summary>
    /// <exception cref="ArgumentException">The text is no set of keys.</exception>
    public static SigningKeys Read(string issuer, string keySet) =>
        new(issuer, [.. new JsonWebKeySet(keySet).GetSigningKeys().Where(key => key.KeySize >= FewestBits)]);

    /// <summary>Whether there is a key of this name.</summary>
    public bool Has(string keyId) => Keys.Any(key => string.Equals(key.KeyId, keyId, StringComparison.OrdinalIgnoreCase));
}
