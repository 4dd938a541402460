using System.Security.Cryptography;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>Checks signatures.</summary>
internal static class Signatures
{
    // The package's own limit; whoever uses it may want more.
    private const int FewestBits = 1024;

    /// <summary>Whether the holder of this key signed these bytes by this algorithm. False for keys and algorithms that are not covered.</summary>
    public static bool AreOf(SecurityKey key, string? algorithm, byte[] signed, byte[] signature)
    {
        if (key is not RsaSecurityKey { KeySize: >= FewestBits } rsaKey || algorithm != SecurityAlgorithms.RsaSha256)
            return false;
        try
        {
            using var rsa = RSA.Create(rsaKey.Parameters);
            return rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
