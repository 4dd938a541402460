namespace Microsoft.IdentityModel.Tokens;

/// <summary>It has ended.</summary>
public class SecurityTokenExpiredException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenExpiredException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenExpiredException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenExpiredException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
