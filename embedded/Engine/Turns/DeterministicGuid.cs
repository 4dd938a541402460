using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>Version 5 UUIDs (RFC 4122) in the namespace Durable Task uses for orchestrators.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:o}_{counter}");
#pragma warning disable CA5350 // RFC 4122 names SHA-1; nothing secret hangs on it.
        var hash = SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
