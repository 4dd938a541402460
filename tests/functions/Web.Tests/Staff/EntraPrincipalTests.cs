using System.Text;
using LipServerless.Web.Staff;

namespace LipServerless.Web.Tests.Staff;

/// <summary>What built-in authentication writes is read; whatever else stands in the header is nobody, and never a failure.</summary>
public sealed class EntraPrincipalTests
{
    // As App Service sends it: more claims than we read, roles by either name.
    private const string Usual = """
        {"auth_typ":"aad","name_typ":"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress","role_typ":"http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
        "claims":[{"typ":"aud","val":"1"},{"typ":"name","val":"Kim Beispiel"},{"typ":"preferred_username","val":"kim@example.org"},{"typ":"roles","val":"Andere"},{"typ":"roles","val":"Lip.Staff"}]}
        """;

    public static TheoryData<string?> Malformed => new()
    {
        null,
        "",
        "kein Base64!",
        Usual,
        Encoded(Usual)[..^3],
        Encoded("null"),
        Encoded("[]"),
        Encoded("\"x\""),
        Encoded("{}"),
        Encoded("""{"auth_typ":"aad"}"""),
        Encoded("""{"auth_typ":"aad","claims":null}"""),
        Encoded("""{"auth_typ":"aad","claims":{}}"""),
        Encoded("""{"auth_typ":"aad","claims":[null]}"""),
        Encoded("""{"auth_typ":"aad","claims":["Lip.Staff"]}"""),
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"roles"}]}"""),
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"roles","val":1}]}"""),
        Encoded("""{"auth_typ":"aad","claims":[{"typ":"roles","val":"\ud800"}]}"""),
        Encoded("""{"auth_typ":"github","claims":[{"typ":"name","val":"Kim"},{"typ":"roles","val":"Lip.Staff"}]}"""),
        Convert.ToBase64String([.. """{"auth_typ":"aad","claims":[{"typ":"name","val":" """u8, 0xFF, 0xFE, .. "\"}]}"u8]),
        Encoded(new string('[', 10_000)),
        Encoded(Usual.Replace("Kim", new string('K', EntraPrincipal.LongestHeader), StringComparison.Ordinal)),
    };

    [Fact]
    public void Read_AsAppServiceSendsIt_IsNameAndRoles()
    {
        var principal = EntraPrincipal.Read(Encoded(Usual))!;

        Assert.Equal("Kim Beispiel", principal.Name);
        Assert.Equal(["Andere", "Lip.Staff"], principal.Roles);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Read_Malformed_IsNobody(string? header) => Assert.Null(EntraPrincipal.Read(header));

    [Fact]
    public void Read_NameWithLineBreaks_IsOneLine() =>
        Assert.Equal("Kim  INFO Runde beendet", EntraPrincipal.Read(Of("Kim\r\nINFO Runde beendet"))!.Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Read_WithoutName_NamesNobody(string? name) => Assert.Null(EntraPrincipal.Read(Of(name))!.Name);

    /// <summary>The header for a person with these roles.</summary>
    internal static string Of(string? name, params string[] roles)
    {
        var claims = roles.Select(role => new { typ = "roles", val = role }).ToList();
        if (name is not null)
            claims.Add(new { typ = "name", val = name });
        return Convert.ToBase64String(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { auth_typ = "aad", claims }));
    }

    private static string Encoded(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
