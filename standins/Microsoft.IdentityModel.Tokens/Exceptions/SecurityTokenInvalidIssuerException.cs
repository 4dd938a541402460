namespace Microsoft.IdentityModel.Tokens;

/// <summary>Somebody else made it out.</summary>
public class SecurityTokenInvalidIssuerException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenInvalidIssuerException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenInvalidIssuerException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenInvalidIssuerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
