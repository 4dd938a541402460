using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities;

/// <summary>Ids under which others know something of a round: derived, so that every repeat names the same one.</summary>
public static class StableIds
{
    private static readonly Guid Namespace = new("6f2a3c56-52b7-5d0a-9a63-7f6c1d0e4b21");

    /// <summary>
    /// Version 5 (SHA-1, RFC 9562) from the round and a name within it. The round's start is part of it: ids of rounds return when an
    /// office begins with an empty store, others remember longer.
    /// </summary>
    public static Guid Of(RoundRecord round, string name)
    {
        ArgumentNullException.ThrowIfNull(round);
        var whole = string.Create(CultureInfo.InvariantCulture, $"{round.RoundId}\n{round.StartedAt.UtcTicks}\n{name}");
        return Version5(Namespace, Encoding.UTF8.GetBytes(whole));
    }

    private static Guid Version5(Guid space, byte[] name)
    {
#pragma warning disable CA5350 // SHA-1 is what version 5 is made of; nothing is secured by it.
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
