namespace Microsoft.IdentityModel.Tokens;

/// <summary>A token is not as it should be.</summary>
public class SecurityTokenException : Exception
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
