namespace Microsoft.IdentityModel.Tokens;

/// <summary>It never ends.</summary>
public class SecurityTokenNoExpirationException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenNoExpirationException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenNoExpirationException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenNoExpirationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
