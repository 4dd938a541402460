using Microsoft.IdentityModel.Tokens;

namespace Microsoft.IdentityModel.JsonWebTokens;

/// <summary>What a token must fulfil, one check each; a fault is thrown.</summary>
internal static class TokenChecks
{
    /// <summary>A key that counts signed it, by an algorithm that is taken.</summary>
    public static void Signature(JsonWebToken token, TokenValidationParameters parameters)
    {
        if (token.SignatureBytes.Length == 0)
            throw new SecurityTokenInvalidSignatureException("The token has no signature.");
        if (parameters.ValidAlgorithms is { } algorithms && !algorithms.Contains(token.Alg, StringComparer.Ordinal))
            throw new SecurityTokenInvalidSignatureException("The token's algorithm is not taken.", new SecurityTokenInvalidAlgorithmException("The algorithm is not taken."));
        var all = parameters.IssuerSigningKeys?.ToList() ?? [];
        var named = all.FindAll(key => string.Equals(key.KeyId, token.Kid, StringComparison.OrdinalIgnoreCase));
        var tried = named.Count > 0 || !parameters.TryAllIssuerSigningKeys ? named : all;
        if (tried.Count == 0)
            throw new SecurityTokenSignatureKeyNotFoundException("There is no key of the name that the token gives.");
        if (!tried.Exists(key => Signatures.AreOf(key, token.Alg, token.SignedBytes, token.SignatureBytes)))
            throw new SecurityTokenInvalidSignatureException("The signature is not by a key that counts.");
    }

    /// <summary>It holds now.</summary>
    public static void Lifetime(JsonWebToken token, TokenValidationParameters parameters)
    {
        var (from, to) = (token.Instant("nbf"), token.Instant("exp"));
        if (parameters.LifetimeValidator is { } validator)
        {
            if (!validator(from, to, token, parameters))
                throw new SecurityTokenInvalidLifetimeException("The token does not hold now.");
            return;
        }

        var now = DateTime.UtcNow;
        if (to is null && parameters.RequireExpirationTime)
            throw new SecurityTokenNoExpirationException("The token never ends.");
        if (from > to)
            throw new SecurityTokenInvalidLifetimeException("The token ends before it begins.");
        if (from > now + parameters.ClockSkew)
            throw new SecurityTokenNotYetValidException("The token has not begun.");
        if (to < now - parameters.ClockSkew)
            throw new SecurityTokenExpiredException("The token has ended.");
    }

    /// <summary>It is made out for us.</summary>
    public static void Audience(JsonWebToken token, TokenValidationParameters parameters)
    {
        if (!token.Audiences.Any(audience => parameters.ValidAudiences?.Contains(audience, IgnoringSlash.AtTheEnd) == true))
            throw new SecurityTokenInvalidAudienceException("The token is made out for somebody else.");
    }

    /// <summary>The right one made it out.</summary>
    public static void Issuer(JsonWebToken token, TokenValidationParameters parameters)
    {
        if (token.Issuer.Length == 0 || parameters.ValidIssuers?.Contains(token.Issuer, StringComparer.Ordinal) != true)
            throw new SecurityTokenInvalidIssuerException("Somebody else made the token out.");
    }

    private sealed class IgnoringSlash : IEqualityComparer<string>
    {
        public static readonly IgnoringSlash AtTheEnd = new();

        public bool Equals(string? x, string? y) => Without(x) == Without(y);

        public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Without(obj) ?? "");

        private static string? Without(string? text) => text is [.., '/'] ? text[..^1] : text;
    }
}
