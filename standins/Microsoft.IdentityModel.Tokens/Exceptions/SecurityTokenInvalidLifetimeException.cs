namespace Microsoft.IdentityModel.Tokens;

/// <summary>It does not hold now.</summary>
public class SecurityTokenInvalidLifetimeException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenInvalidLifetimeException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenInvalidLifetimeException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenInvalidLifetimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
