namespace Microsoft.IdentityModel.Tokens;

/// <summary>Says whether a token holds now.</summary>
public delegate bool LifetimeValidator(DateTime? notBefore, DateTime? expires, SecurityToken securityToken, TokenValidationParameters validationParameters);
