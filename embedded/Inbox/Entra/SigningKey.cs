using System.Security.Cryptography;
using System.Text;
using LipServerless.Embedded.Inbox.Storage;

namespace LipServerless.Embedded.Inbox.Entra;

/// <summary>
/// The RSA key that signs tokens. Kept in the inbox's folder, readable by its owner only, so that whoever has fetched the public part may go
/// on using it after a restart. Made when it is first needed. Thread-safe.
/// </summary>
internal sealed class SigningKey(string folder) : IDisposable
{
    private const int Bits = 2048;

    private readonly SemaphoreSlim gate = new(1, 1);
    private RSA? key;

    /// <summary>Signs with RS256.</summary>
    public Task<byte[]> SignAsync(byte[] data, CancellationToken cancellationToken) =>
        WithKeyAsync(rsa => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), cancellationToken);

    /// <summary>The public part, and the name by which tokens refer to it.</summary>
    public Task<(string Id, RSAParameters Public)> PublicAsync(CancellationToken cancellationToken) => WithKeyAsync(
        rsa => (Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16], rsa.ExportParameters(includePrivateParameters: false)),
        cancellationToken);

    public void Dispose()
    {
        key?.Dispose();
        gate.Dispose();
    }

    private async Task<T> WithKeyAsync<T>(Func<RSA, T> use, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return use(key ??= await ReadOrMakeAsync(Path.Combine(folder, "entra-key.pem")));
        }
        finally
        {
            gate.Release();
        }
    }

    private static async Task<RSA> ReadOrMakeAsync(string path)
    {
        if (!File.Exists(path))
        {
            var made = RSA.Create(Bits);
            await DurableFile.WriteNewAsync(path, Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem()));
            return made;
        }

        var kept = RSA.Create();
        try
        {
            kept.ImportFromPem(await File.ReadAllTextAsync(path));
            return kept;
        }
        catch (ArgumentException e)
        {
            kept.Dispose();
            throw new InvalidDataException($"{path} is no RSA key. Move it away and start again.", e);
        }
    }
}
