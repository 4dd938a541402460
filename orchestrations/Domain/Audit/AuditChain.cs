using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Domain.Audit;

/// <summary>
/// The log's chain. Each entry's hash covers the one before it, its ids, and a salted digest of its personal content. That
/// content lies in a side row that can be erased; the chain still verifies afterwards.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash "before" the first entry.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Digest of what may be erased later: who did it, and details in words. Lower-case hex.</summary>
    public static string SideDigest(string salt, string who, string? detail) =>
        Hex($"{salt}\n{who}\n{detail}");

    /// <summary>The hash of an entry, lower-case hex.</summary>
    public static string Hash(string previous, long sequence, DateTimeOffset at, string verb, string subject, string channel, string sideDigest) =>
        Hex(string.Create(CultureInfo.InvariantCulture, $"{previous}\n{sequence}\n{at.UtcTicks}\n{verb}\n{subject}\n{channel}\n{sideDigest}"));

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
