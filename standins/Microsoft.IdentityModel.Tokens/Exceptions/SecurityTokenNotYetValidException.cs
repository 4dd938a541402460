namespace Microsoft.IdentityModel.Tokens;

/// <summary>It has not begun.</summary>
public class SecurityTokenNotYetValidException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenNotYetValidException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenNotYetValidException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenNotYetValidException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
