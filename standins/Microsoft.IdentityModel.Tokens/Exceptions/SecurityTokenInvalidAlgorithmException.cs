namespace Microsoft.IdentityModel.Tokens;

/// <summary>The algorithm is not taken.</summary>
public class SecurityTokenInvalidAlgorithmException : SecurityTokenValidationException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenInvalidAlgorithmException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenInvalidAlgorithmException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenInvalidAlgorithmException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
