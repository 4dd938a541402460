using System.Security.Cryptography;
using System.Text;

namespace LipServerless.Embedded.Inbox.Storage;

/// <summary>The access key that an inbox keeps in its folder, so that a sender's connection string outlives a restart.</summary>
internal static class AccessKeyFile
{
    private const int KeyBytes = 64;

    /// <summary>The key in <paramref name="folder"/>; made there, readable by the owner only, if it is missing.</summary>
    public static async Task<string> ReadOrMakeAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "access-key");
        if (!File.Exists(path))
            await DurableFile.WriteNewAsync(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
        return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
    }
}
