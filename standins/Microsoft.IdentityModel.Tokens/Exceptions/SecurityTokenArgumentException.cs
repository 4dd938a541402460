namespace Microsoft.IdentityModel.Tokens;

/// <summary>What was given as a token is none.</summary>
public class SecurityTokenArgumentException : ArgumentException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenArgumentException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenArgumentException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenArgumentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
