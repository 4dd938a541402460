namespace Microsoft.IdentityModel.Tokens;

/// <summary>The signature is not by a key that counts.</summary>
public class SecurityTokenInvalidSignatureException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenInvalidSignatureException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenInvalidSignatureException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenInvalidSignatureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
