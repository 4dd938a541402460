namespace Microsoft.IdentityModel.Tokens;

/// <summary>A token does not fulfil what it must.</summary>
public class SecurityTokenValidationException : SecurityTokenException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenValidationException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenValidationException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenValidationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
