using System.Text.Json.Serialization;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>A key as published (RFC 7517).</summary>
public class JsonWebKey : SecurityKey
{
    /// <summary>Type of key: <c>RSA</c> …</summary>
    [JsonPropertyName("kty")]
    public string? Kty { get; set; }

    /// <summary>What it is for: <c>sig</c> or <c>enc</c>; null for both.</summary>
    [JsonPropertyName("use")]
    public string? Use { get; set; }

    /// <summary>The name under which tokens refer to it.</summary>
    [JsonPropertyName("kid")]
    public string? Kid { get; set; }

    /// <summary>Modulus, base64url.</summary>
    [JsonPropertyName("n")]
    public string? N { get; set; }

    /// <summary>Exponent, base64url.</summary>
    [JsonPropertyName("e")]
    public string? E { get; set; }

    /// <inheritdoc />
    [JsonIgnore]
    public override string? KeyId
    {
        get => Kid;
        set => Kid = value;
    }

    /// <inheritdoc />
    [JsonIgnore]
    public override int KeySize => Base64UrlText.Decode(N) is { } modulus ? modulus.Length * 8 : 0;
}
