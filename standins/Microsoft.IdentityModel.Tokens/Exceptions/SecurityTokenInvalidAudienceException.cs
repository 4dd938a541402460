namespace Microsoft.IdentityModel.Tokens;

/// <summary>It is made out for somebody else.</summary>
public class SecurityTokenInvalidAudienceException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenInvalidAudienceException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenInvalidAudienceException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenInvalidAudienceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
