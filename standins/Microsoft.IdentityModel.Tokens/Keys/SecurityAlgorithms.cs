namespace Microsoft.IdentityModel.Tokens;

/// <summary>Names of algorithms (RFC 7518).</summary>
public static class SecurityAlgorithms
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public const string RsaSha256 = "RS256";
}
