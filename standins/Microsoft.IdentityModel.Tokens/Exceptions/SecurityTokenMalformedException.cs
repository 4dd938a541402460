namespace Microsoft.IdentityModel.Tokens;

/// <summary>A token cannot be read.</summary>
public class SecurityTokenMalformedException : SecurityTokenArgumentException
{
    /// <summary>Without a sentence of its own.</summary>
    public SecurityTokenMalformedException()
    {
    }

    /// <summary>With a sentence.</summary>
    public SecurityTokenMalformedException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence and what caused it.</summary>
    public SecurityTokenMalformedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
