using System.Security.Claims;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>What checking a token showed.</summary>
public class TokenValidationResult
{
    /// <summary>Its claims; believe them only where <see cref="IsValid"/>.</summary>
    public ClaimsIdentity ClaimsIdentity { get; internal set; } = new();

    /// <summary>Why it is not valid.</summary>
    public Exception? Exception { get; set; }

    /// <summary>Whether everything is fulfilled.</summary>
    public bool IsValid { get; set; }

    /// <summary>The token.</summary>
    public SecurityToken? SecurityToken { get; set; }
}
