namespace Microsoft.IdentityModel.Tokens;

/// <summary>A key of a pair.</summary>
public abstract class AsymmetricSecurityKey : SecurityKey;
