namespace Microsoft.IdentityModel.Tokens;

/// <summary>A key for signatures.</summary>
public abstract class SecurityKey
{
    /// <summary>Size in bits.</summary>
    public abstract int KeySize { get; }

    /// <summary>The name under which tokens refer to it.</summary>
    public virtual string? KeyId { get; set; }
}
