using System.Security.Cryptography;
using LipServerless.Activities.Ports;

namespace LipServerless.Activities.Links;

/// <summary>Tells secrets apart without giving them away: personal links go on working only where the secret is the same.</summary>
internal static class LinkSecretMark
{
    /// <summary>Lower-case hex, 32 characters.</summary>
    public static string Of(ILinkSecret secret) => Convert.ToHexStringLower(HMACSHA256.HashData(secret.Key.Span, "lipserverless archive"u8)[..16]);
}
