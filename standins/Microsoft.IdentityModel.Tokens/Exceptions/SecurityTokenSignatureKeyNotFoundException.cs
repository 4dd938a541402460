namespace Microsoft.IdentityModel.Tokens;

/// <summary>No key has the name that the token gives.</summary>
public class SecurityTokenSignatureKeyNotFoundException : SecurityTokenInvalidSignatureException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenSignatureKeyNotFoundException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenSignatureKeyNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenSignatureKeyNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
