using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Activities.Commands.Delivery;

/// <summary>Names a recipient of a mail without its address: keyed, and different in every mail, so that nothing can be linked or guessed from it.</summary>
internal static class RecipientDigest
{
    public static string Of(ReadOnlySpan<byte> secret, Guid operationId, string address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"delivery\n{operationId:D}\n{address.Trim().ToLowerInvariant()}")).AsSpan(0, 12));
}
