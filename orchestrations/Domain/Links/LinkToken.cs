using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Domain.Links;

/// <summary>
/// The secret part of a personal link: HMAC-SHA256(link secret, link id ‖ generation), computed whenever it is needed.
/// Tables hold only its hash; raising the generation revokes it.
/// </summary>
public static class LinkToken
{
    /// <summary>The token of a link: 43 characters of the URL-safe base64 alphabet.</summary>
    /// <param name="secret">The link secret, at least 32 bytes.</param>
    /// <param name="linkId">The link's id; must not contain a line feed.</param>
    /// <param name="generation">1 for the first; raised on each revocation.</param>
    public static string Compute(ReadOnlySpan<byte> secret, string linkId, int generation)
    {
        if (secret.Length < 32)
        {
            throw new ArgumentException("The link secret must have at least 32 bytes.", nameof(secret));
        }

        var message = Encoding.UTF8.GetBytes($"{linkId}\n{generation}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, message));
    }

    /// <summary>Lower-case hex SHA-256 of a token: what tables hold and look up.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a text has the form of a token at all; anything else need not be looked up.</summary>
    public static bool IsWellFormed(string? token) => token is { Length: 43 } && Base64Url.IsValid(token);
}
