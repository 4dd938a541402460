using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LipServerless.Embedded.Tests.Inbox;

/// <summary>The stand-in for Entra ID, verified as a web hook would: by discovery, public key and claims.</summary>
public sealed class InboxEntraTests : InboxTestBase
{
    [Fact]
    public async Task Token_OfAReport_VerifiesWithTheKeyThatDiscoveryNames()
    {
        await using var hook = await TestHook.StartAsync();
        var inbox = await StartAsync();
        inbox.Subscribe(hook.Address);
        await SendAsync(inbox, Mail());
        await hook.NextAsync();
        var token = (await hook.NextAsync()).Headers["Authorization"]["Bearer ".Length..].Split('.');

        var discovery = await GetJsonAsync(inbox, inbox.Authority.AbsolutePath + "/v2.0/.well-known/openid-configuration");
        var keys = await GetJsonAsync(inbox, new Uri(discovery.GetProperty("jwks_uri").GetString()!).AbsolutePath);

        var header = Part(token[0]);
        Assert.Equal(("RS256", "JWT"), (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()));
        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(key.GetProperty("kid").GetString(), header.GetProperty("kid").GetString());
        Assert.Equal(["kty", "use", "alg", "kid", "n", "e"], key.EnumerateObject().Select(member => member.Name));
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()), Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()) });
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        var claims = Part(token[1]);
        Assert.Equal(
            (discovery.GetProperty("issuer").GetString(), "lip-local", "4962773b-9cdb-44cf-a8bf-237846a00ab7", "local"),
            (claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString(), claims.GetProperty("azp").GetString(), claims.GetProperty("tid").GetString()));
        Assert.Equal(["AzureEventGridSecureWebhookSubscriber"], claims.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));
        Assert.Equal(300, claims.GetProperty("exp").GetInt64() - claims.GetProperty("nbf").GetInt64());
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - claims.GetProperty("nbf").GetInt64(), 0, 240);
    }

    [Fact]
    public async Task Key_Restart_IsTheSameAndOnlyItsOwnerMayReadIt()
    {
        var inbox = await StartAsync();
        var before = await GetTextAsync(inbox, "/entra/keys");
        await StopAsync(inbox);

        var after = await GetTextAsync(await StartAsync(), "/entra/keys");

        Assert.Equal(before, after);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "entra-key.pem")));
    }

    [Fact]
    public async Task Keys_ShowNothingPrivate()
    {
        var key = (await GetJsonAsync(await StartAsync(), "/entra/keys")).GetProperty("keys")[0];

        Assert.Empty(key.EnumerateObject().Select(member => member.Name).Intersect(["d", "p", "q", "dp", "dq", "qi"]));
    }

    private static JsonElement Part(string text) => JsonElement.Parse(Base64Url.DecodeFromChars(text));
}
