using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LipServerless.Adapters.Entra;

/// <summary>
/// A JSON Web Token in compact form, signed with RS256 and nothing else: whatever its header asks for, no other algorithm is ever tried,
/// and of its header nothing but algorithm and key id is used.
/// </summary>
internal sealed class Jwt
{
    private const int Longest = 16 * 1024;

    private readonly byte[] signed;
    private readonly byte[] signature;

    private Jwt(string keyId, JsonElement claims, byte[] signed, byte[] signature)
    {
        KeyId = keyId;
        Claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /// <summary>The key it says it was signed with.</summary>
    public string KeyId { get; }

    /// <summary>What it says; believed by nobody before <see cref="IsSignedWith"/>.</summary>
    public JsonElement Claims { get; }

    /// <summary>Takes a token apart; null where it is none of this form.</summary>
    public static Jwt? Parse(string text)
    {
        var parts = text.Length <= Longest ? text.Split('.') : [];
        if (parts.Length != 3 || Decoded(parts[2]) is not { Length: > 0 } signature || Object(parts[0]) is not { } header || Object(parts[1]) is not { } claims)
            return null;
        // "crit" names extensions that must be understood: none is.
        return Text(header, "alg") == "RS256" && Text(header, "kid") is { } keyId && !header.TryGetProperty("crit", out _)
            ? new Jwt(keyId, claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)
            : null;
    }

    /// <summary>Whether the holder of this key signed it.</summary>
    public bool IsSignedWith(RSAParameters key)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A claim that is a text; null where there is none.</summary>
    public string? Text(string claim) => Text(Claims, claim);

    /// <summary>A claim that is a text or a list of texts.</summary>
    public IEnumerable<string> Texts(string claim) => Claims.TryGetProperty(claim, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
            _ => [],
        }
        : [];

    /// <summary>A claim that is a date, in seconds since 1970; null where there is none.</summary>
    public DateTimeOffset? Instant(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    /// <summary>The bytes of a base64url text; null where it is none.</summary>
    public static byte[]? Decoded(string? text)
    {
        try
        {
            return text is null ? null : Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static JsonElement? Object(string part)
    {
        try
        {
            using var document = Decoded(part) is { } json ? JsonDocument.Parse(json, new() { AllowDuplicateProperties = false }) : null;
            return document?.RootElement is { ValueKind: JsonValueKind.Object } root ? root.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
