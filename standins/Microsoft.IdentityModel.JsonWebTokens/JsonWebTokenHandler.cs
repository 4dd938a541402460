using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.IdentityModel.JsonWebTokens;

/// <summary>Reads and checks signed tokens. Thread-safe.</summary>
public class JsonWebTokenHandler : TokenHandler
{
    /// <summary>Reads a token without checking it.</summary>
    /// <exception cref="ArgumentException">It is none, or too long.</exception>
    public virtual JsonWebToken ReadJsonWebToken(string token)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return token.Length <= MaximumTokenSizeInBytes
            ? new JsonWebToken(token)
            : throw new ArgumentException($"The token is longer than {MaximumTokenSizeInBytes} characters.", nameof(token));
    }

    /// <inheritdoc />
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        Task.FromResult(Validate(token, validationParameters));

    private TokenValidationResult Validate(string token, TokenValidationParameters? validationParameters)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(validationParameters);
            var read = ReadJsonWebToken(token);
            TokenChecks.Signature(read, validationParameters);
            TokenChecks.Lifetime(read, validationParameters);
            TokenChecks.Audience(read, validationParameters);
            TokenChecks.Issuer(read, validationParameters);
            return new() { IsValid = true, SecurityToken = read, ClaimsIdentity = new ClaimsIdentity(read.Claims, "AuthenticationTypes.Federation") };
        }
        catch (Exception e) when (e is SecurityTokenException or ArgumentException)
        {
            return new() { Exception = e };
        }
    }
}
