using System.Security.Cryptography;
using LipServerless.Domain.Links;

namespace LipServerless.Domain.Tests.Links;

/// <summary>A link cannot be guessed, and what tables hold of it opens nothing.</summary>
public sealed class LinkTokenTests
{
    private static readonly byte[] Secret = SHA256.HashData("ein Geheimnis für Tests"u8);

    [Fact]
    public void Compute_Has256BitsAndDependsOnEverything()
    {
        var token = LinkToken.Compute(Secret, "r1/beirat/Reply", 1);
        string[] others =
        [
            LinkToken.Compute(Secret, "r1/beirat/Reply", 2), LinkToken.Compute(Secret, "r2/beirat/Reply", 1), LinkToken.Compute(Secret, "r1/beirat/Outcome", 1),
            LinkToken.Compute(Secret, "r1/beirat2/Reply", 1), LinkToken.Compute(SHA256.HashData(Secret), "r1/beirat/Reply", 1),
        ];

        Assert.Equal(43, token.Length);
        Assert.True(LinkToken.IsWellFormed(token));
        Assert.Equal(token, LinkToken.Compute(Secret, "r1/beirat/Reply", 1));
        Assert.Equal(6, others.Append(token).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Compute_ShortSecret_IsRefused() => Assert.Throws<ArgumentException>(() => LinkToken.Compute(new byte[31], "r1/beirat/Reply", 1));

    // Whoever reads the tables has hashes: a hash is no token, and its own hash stands nowhere.
    [Fact]
    public void Hash_OfAToken_OpensNothing()
    {
        var hash = LinkToken.Hash(LinkToken.Compute(Secret, "r1/beirat/Reply", 1));

        Assert.False(LinkToken.IsWellFormed(hash));
        Assert.NotEqual(hash, LinkToken.Hash(hash));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kurz")]
    [InlineData("../../../../../../../../../../../../../../.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void IsWellFormed_AnythingElse_NeedNotBeLookedUp(string? text) => Assert.False(LinkToken.IsWellFormed(text));
}
