using System.Security.Cryptography;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>An RSA key.</summary>
public class RsaSecurityKey : AsymmetricSecurityKey
{
    /// <summary>A key of these parameters.</summary>
    /// <exception cref="ArgumentException">Modulus or exponent is missing.</exception>
    public RsaSecurityKey(RSAParameters rsaParameters)
    {
        if (rsaParameters.Modulus is null || rsaParameters.Exponent is null)
            throw new ArgumentException("An RSA key needs a modulus and an exponent.", nameof(rsaParameters));
        Parameters = rsaParameters;
    }

    /// <summary>Modulus and exponent.</summary>
    public RSAParameters Parameters { get; }

    /// <inheritdoc />
    public override int KeySize => Parameters.Modulus!.Length * 8;
}
