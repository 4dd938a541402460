namespace Microsoft.IdentityModel.Tokens;

/// <summary>A token.</summary>
public abstract class SecurityToken
{
    /// <summary>Its id; empty if it has none.</summary>
    public abstract string Id { get; }

    /// <summary>Who made it out, as it says itself.</summary>
    public abstract string Issuer { get; }

    /// <summary>When it begins to hold, UTC; <see cref="DateTime.MinValue"/> if it does not say.</summary>
    public abstract DateTime ValidFrom { get; }

    /// <summary>When it ends, UTC; <see cref="DateTime.MinValue"/> if it does not say.</summary>
    public abstract DateTime ValidTo { get; }
}
