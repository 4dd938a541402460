using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Embedded.Tests.Engine.Points;

/// <summary>What <c>NewGuid</c> of Durable Task answers: the published formula, written down a second time.</summary>
internal static class PublishedGuid
{
    /// <param name="instanceId">The instance.</param>
    /// <param name="now">Its current time, round-trip format.</param>
    /// <param name="counter">How many came before.</param>
    public static Guid Of(string instanceId, string now, int counter)
    {
        var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now}_{counter}"));
#pragma warning disable CA5350 // RFC 4122 names SHA-1.
        var hash = SHA1.HashData([.. new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true), .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
