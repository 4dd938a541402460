using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LipServerless.Standins.Tests.IdentityModel;

/// <summary>What the application relies on in the package: public documentation and source of its version 8.</summary>
public sealed class JsonWebTokenHandlerContractTests : IDisposable
{
    private readonly RSA rsa = RSA.Create(2048);
    private readonly JsonWebTokenHandler handler = new();

    public void Dispose() => rsa.Dispose();

    [Fact]
    public async Task Validate_GoodToken_GivesItsClaimsUnderTheirShortNames()
    {
        var result = await handler.ValidateTokenAsync(Token(new { iss = "i", aud = "a", exp = Later, roles = new[] { "one", "two" }, azp = "app" }), Expected());

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("app", result.ClaimsIdentity.FindFirst("azp")?.Value);
        Assert.True(result.ClaimsIdentity.HasClaim("roles", "two"));
        Assert.Equal("i", result.SecurityToken?.Issuer);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a/", true)]
    [InlineData("A", false)]
    [InlineData("ab", false)]
    public async Task Validate_Audience_ExactButForASlash(string audience, bool valid)
    {
        var result = await handler.ValidateTokenAsync(Token(new { iss = "i", aud = audience, exp = Later }), Expected());

        Assert.Equal(valid, result.IsValid);
        Assert.Equal(valid, result.Exception is not SecurityTokenInvalidAudienceException);
    }

    [Fact]
    public async Task Validate_AnotherIssuer_IsItsOwnFault()
    {
        var result = await handler.ValidateTokenAsync(Token(new { iss = "I", aud = "a", exp = Later }), Expected());

        Assert.IsType<SecurityTokenInvalidIssuerException>(result.Exception);
    }

    [Fact]
    public async Task Validate_Lifetime_BySystemClockWithSkew()
    {
        async Task<Exception?> FaultAsync(object claims) => (await handler.ValidateTokenAsync(Token(claims), Expected())).Exception;

        Assert.Null(await FaultAsync(new { iss = "i", aud = "a", exp = Seconds(TimeSpan.FromMinutes(-4)) }));
        Assert.IsType<SecurityTokenExpiredException>(await FaultAsync(new { iss = "i", aud = "a", exp = Seconds(TimeSpan.FromMinutes(-6)) }));
        Assert.IsType<SecurityTokenNoExpirationException>(await FaultAsync(new { iss = "i", aud = "a" }));
        Assert.IsType<SecurityTokenNotYetValidException>(await FaultAsync(new { iss = "i", aud = "a", exp = Seconds(TimeSpan.FromMinutes(10)), nbf = Seconds(TimeSpan.FromMinutes(6)) }));
    }

    [Fact]
    public async Task Validate_LifetimeValidator_DecidesAlone()
    {
        var expected = Expected();
        (DateTime? From, DateTime? To) seen = default;
        expected.LifetimeValidator = (from, to, _, _) =>
        {
            seen = (from, to);
            return false;
        };

        var result = await handler.ValidateTokenAsync(Token(new { iss = "i", aud = "a", exp = 1_800_000_000 }), expected);

        Assert.IsType<SecurityTokenInvalidLifetimeException>(result.Exception);
        Assert.Equal((null, DateTime.UnixEpoch.AddSeconds(1_800_000_000)), seen);
    }

    [Fact]
    public async Task Validate_KeyOfAnotherName_OnlyWhereAllAreTried()
    {
        var token = Token(new { iss = "i", aud = "a", exp = Later }, keyId: "other");
        Assert.True((await handler.ValidateTokenAsync(token, Expected())).IsValid);

        var strict = Expected();
        strict.TryAllIssuerSigningKeys = false;
        Assert.IsType<SecurityTokenSignatureKeyNotFoundException>((await handler.ValidateTokenAsync(token, strict)).Exception);
    }

    [Fact]
    public async Task Validate_SignedByAnotherKeyOfThisName_IsNoSignature()
    {
        using var stranger = RSA.Create(2048);

        var result = await handler.ValidateTokenAsync(Token(new { iss = "i", aud = "a", exp = Later }, signer: stranger), Expected());

        Assert.IsType<SecurityTokenInvalidSignatureException>(result.Exception);
        Assert.False(result.IsValid);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("rs256")]
    public async Task Validate_AlgorithmThatIsNotTaken_IsAFaultOfTheSignature(string algorithm)
    {
        var expected = Expected();
        expected.ValidAlgorithms = [SecurityAlgorithms.RsaSha256];

        var result = await handler.ValidateTokenAsync(Token(new { iss = "i", aud = "a", exp = Later }, algorithm: algorithm), expected);

        Assert.IsType<SecurityTokenInvalidSignatureException>(result.Exception, exactMatch: false);
    }

    [Fact]
    public async Task Read_NoToken_IsAnArgumentFault_ValidatedItIsAResult()
    {
        Assert.IsType<SecurityTokenMalformedException>(Record.Exception(() => handler.ReadJsonWebToken("a.b.c")));
        Assert.ThrowsAny<ArgumentException>(() => handler.ReadJsonWebToken(""));
        handler.MaximumTokenSizeInBytes = 3;
        Assert.Throws<ArgumentException>(() => handler.ReadJsonWebToken("e30.e30.AA"));
        Assert.False((await handler.ValidateTokenAsync("a.b.c", Expected())).IsValid);
    }

    [Fact]
    public void KeySet_GivesKeysForSignatures_PassesOverWhatItCannotResolve()
    {
        var set = new JsonWebKeySet(JsonSerializer.Serialize(new
        {
            keys = new object[] { Published("one", "sig"), Published("two", "enc"), Published("three", null), new { kty = "RSA", kid = "four" }, new { kty = "EC", kid = "five", x = "AA" } },
        }));

        Assert.Equal(["one", "three"], set.GetSigningKeys().Select(key => key.KeyId));
        Assert.All(set.GetSigningKeys(), key => Assert.Equal(2048, key.KeySize));
        Assert.ThrowsAny<ArgumentException>(() => new JsonWebKeySet("no json"));
    }

    private static long Later => Seconds(TimeSpan.FromMinutes(5));

    private static long Seconds(TimeSpan fromNow) => DateTimeOffset.UtcNow.Add(fromNow).ToUnixTimeSeconds();

    private TokenValidationParameters Expected() => new()
    {
        ValidIssuers = ["i"],
        ValidAudiences = ["a"],
        IssuerSigningKeys = [new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "key" }],
    };

    private string Token(object claims, string algorithm = "RS256", string keyId = "key", RSA? signer = null)
    {
        var signed = $"{Part(new { alg = algorithm, kid = keyId })}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString((signer ?? rsa).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private object Published(string id, string? use)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", kid = id, use, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
    }

    private static string Part(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
