using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace LipServerless.Web.Staff;

/// <summary>Who may act for the office by a key: from the settings <c>Lip:Staff:{n}:Name</c> and <c>Lip:Staff:{n}:KeyHash</c>.</summary>
public sealed class StaffDirectory
{
    private readonly IReadOnlyList<Entry> entries;

    /// <summary>Reads the settings; entries without a name or with a malformed hash are an <see cref="InvalidOperationException"/>.</summary>
    public StaffDirectory(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        entries = [.. configuration.GetSection("Lip:Staff").GetChildren().Where(IsPerson).Select(Read)];
    }

    /// <summary>The person whose key this is; null if nobody's. Compares with every member in constant time.</summary>
    public StaffMember? FindByKey(string? key)
    {
        if (string.IsNullOrEmpty(key))
            return null;
        var hash = Encoding.ASCII.GetBytes(HashOf(key));
        StaffMember? found = null;
        foreach (var entry in entries)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, entry.KeyHash))
                found = entry.Member;
        }

        return found;
    }

    /// <summary>The person of this name; null if there is none (any more).</summary>
    public StaffMember? FindByName(string name) => entries.FirstOrDefault(e => e.Member.Name == name)?.Member;

    /// <summary>What settings hold of the person's key; empty where there is no such person.</summary>
    internal string KeyHashOf(string name) => entries.FirstOrDefault(e => e.Member.Name == name) is { } entry ? Encoding.ASCII.GetString(entry.KeyHash) : "";

    /// <summary>What settings hold of a key: lower-case hex SHA-256.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    // Beside the persons, which are numbered, stands the role of EntraSignIn.
    private static bool IsPerson(IConfigurationSection section) => section.Path != EntraSignIn.RoleSetting;

    private static Entry Read(IConfigurationSection section)
    {
        var (name, hash) = (section["Name"]?.Trim(), section["KeyHash"]?.Trim());
        if (string.IsNullOrEmpty(name) || hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigitLower))
            throw new InvalidOperationException($"Setting {section.Path}: Name and KeyHash (lower-case hex SHA-256 of the key) are needed.");
        return new(new StaffMember(name), Encoding.ASCII.GetBytes(hash));
    }

    private sealed record Entry(StaffMember Member, byte[] KeyHash);
}
