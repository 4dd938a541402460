using System.Net;
using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Testing;
using LipServerless.Web.Limits;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Staff;

/// <summary>Who comes through as staff, under which name: by a key, or by Entra ID where built-in authentication is required in front.</summary>
public sealed class StaffGateTests : IDisposable
{
    private const string Role = "Lip.Staff";
    private const string Key = "lip_schluessel";

    private readonly PublicSite site = new();
    private readonly ManualTimeProvider time = new();
    private readonly AttemptLimits limits;

    public StaffGateTests() => limits = new(new AttemptBuckets(time), new LimitSettings { StaffCalls = new(40, 60) });

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("GET", "/dashboard")]
    [InlineData("GET", "/api/rounds")]
    [InlineData("POST", "/api/rounds/r1/close")]
    [InlineData("POST", "/dashboard/rounds/r1/more-time")]
    public async Task Entra_WithTheRole_IsThePersonByName(string method, string path)
    {
        var answer = await SendAsync(method, path, Role, principal: EntraPrincipalTests.Of("Kim Beispiel", "Andere", Role));

        Assert.Equal(("Kim Beispiel", true), (answer.Staff?.Name, answer.Staff?.ByEntra));
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/api/rounds")]
    public async Task Entra_WithoutTheRole_Is403WithASentence(string path)
    {
        foreach (var roles in (string[][])[[], ["Andere"], ["lip.staff"], ["Lip.Staff "]])
        {
            var answer = await SendAsync("GET", path, Role, principal: EntraPrincipalTests.Of("Kim Beispiel", roles));

            Assert.Equal((403, false), (answer.Status, answer.Reached));
            Assert.Contains("fehlt die Rolle", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EntraPrincipalTests.Malformed), MemberType = typeof(EntraPrincipalTests))]
    public async Task Entra_MalformedHeader_Is401NeverAFailure(string? header)
    {
        foreach (var path in (string[])["/api/rounds", "/dashboard"])
            Assert.Equal((401, false), Outcome(await SendAsync("GET", path, Role, principal: header)));
    }

    [Fact]
    public async Task Entra_HeaderTwice_Is401() =>
        Assert.Equal((401, false), Outcome(await SendAsync("GET", "/api/rounds", Role, with: http =>
            http.Request.Headers[EntraPrincipal.Header] = new([EntraPrincipalTests.Of("Kim", Role), EntraPrincipalTests.Of("Ada", Role)]))));

    // Excluded from built-in authentication as they were sent, staff's as servers understand them.
    [Theory]
    [InlineData("/assets/../dashboard")]
    [InlineData("/b/x/%2e%2e/%2e%2e/dashboard")]
    [InlineData("/%64ashboard")]
    [InlineData("/api/health/../rounds")]
    [InlineData("/api/ops/..%2frounds")]
    [InlineData("http://anderswo/dashboard")]
    public async Task Entra_PathThatWasExcludedAsItCame_Is401(string target) =>
        Assert.Equal((401, false), Outcome(await SendAsync("GET", target.Contains("rounds", StringComparison.Ordinal) ? "/api/rounds" : "/dashboard", Role,
            principal: EntraPrincipalTests.Of("Kim", Role), with: http => http.Features.Get<IHttpRequestFeature>()!.RawTarget = target)));

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/api/ops/reconcile")]
    [InlineData("/b/token")]
    public async Task Entra_OnExcludedPaths_NobodyIsStaff(string path)
    {
        var answer = await SendAsync("GET", path, Role, principal: EntraPrincipalTests.Of("Kim", Role));

        Assert.Equal((true, null), (answer.Reached, answer.Staff));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Setting_Unset_HeaderIsIgnored(string? role)
    {
        var principal = EntraPrincipalTests.Of("Kim", Role, "", "  ");

        Assert.Equal((401, false), Outcome(await SendAsync("GET", "/api/rounds", role, principal: principal)));
        Assert.Equal((303, false), Outcome(await SendAsync("GET", "/dashboard", role, principal: principal)));
        Assert.Equal("Ada Probe", (await SendAsync("GET", "/api/rounds", role, principal: principal, key: Key)).Staff?.Name);
    }

    [Fact]
    public async Task Entra_KeyBesideTheSignIn_SaysWhoActs()
    {
        var program = EntraPrincipalTests.Of(null, Role);

        Assert.Equal("Ada Probe", (await SendAsync("POST", "/api/rounds", Role, principal: program, key: Key)).Staff?.Name);
        Assert.Equal((401, false), Outcome(await SendAsync("POST", "/api/rounds", Role, principal: program, key: "lip_falsch")));
        Assert.Equal((403, false), Outcome(await SendAsync("POST", "/api/rounds", Role, principal: program)));
    }

    [Fact]
    public async Task Entra_StolenKeyOrSessionAlone_OpensNothing()
    {
        Assert.Equal((401, false), Outcome(await SendAsync("GET", "/api/rounds", Role, key: Key)));
        Assert.Equal((401, false), Outcome(await SendAsync("GET", "/dashboard", Role, cookie: Session().Cookie("Ada Probe"))));
        Assert.Equal((403, false), Outcome(await SendAsync("GET", "/api/rounds", Role, principal: EntraPrincipalTests.Of("Kim"), key: Key)));
    }

    [Fact]
    public async Task Entra_SignInWithAKey_IsNotOffered()
    {
        var answer = await SendAsync("GET", "/dashboard/sign-in", Role, principal: EntraPrincipalTests.Of("Kim", Role));

        Assert.Equal((303, false, "/dashboard"), (answer.Status, answer.Reached, answer.Location));
        Assert.Equal((401, false), Outcome(await SendAsync("POST", "/dashboard/sign-in", Role)));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://boese.example")]
    [InlineData("Origin", "null")]
    public async Task Post_FromAnotherSite_Is403WhateverIsShown(string header, string value)
    {
        foreach (var path in (string[])["/api/rounds", "/dashboard/rounds/r1/more-time", "/dashboard/sign-in", "/dashboard/sign-out"])
        {
            Assert.Equal((403, false), Outcome(await SendAsync("POST", path, Role, principal: EntraPrincipalTests.Of("Kim", Role), with: From)));
            Assert.Equal((403, false), Outcome(await SendAsync("POST", path, null, key: Key, cookie: Session().Cookie("Ada Probe"), with: From)));
        }

        Assert.True((await SendAsync("GET", "/dashboard", Role, principal: EntraPrincipalTests.Of("Kim", Role), with: From)).Reached);

        void From(HttpContext http) => http.Request.Headers[header] = value;
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://lip.example.net")]
    [InlineData("Origin", "https://lip.example.org")]
    [InlineData("X-Nothing", "1")]
    public async Task Post_FromOurPagesOrAProgram_ComesThrough(string header, string value)
    {
        var answer = await SendAsync("POST", "/dashboard/rounds/r1/more-time", null, cookie: Session().Cookie("Ada Probe"), with: http =>
        {
            http.Request.Host = new HostString("lip.example.net");
            http.Request.Headers[header] = value;
        });

        Assert.True(answer.Reached);
    }

    [Fact]
    public void Session_AfterTheKeyWasChanged_IsOver()
    {
        var cookie = Session().Cookie("Ada Probe");
        var code = Session().SignInCode("Ada Probe", TimeSpan.FromDays(7));

        Assert.Equal(("Ada Probe", "Ada Probe"), (Session().NameInCookie(cookie), Session().NameInSignInCode(code)));
        Assert.Equal((null, null), (Session("lip_neuer").NameInCookie(cookie), Session("lip_neuer").NameInSignInCode(code)));
        Assert.Null(Session().NameInCookie(code));
        time.Advance(StaffSession.Lifetime);
        Assert.Null(Session().NameInCookie(cookie));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("geraten")]
    public void FormToken_OfAnotherPersonOrGuessed_IsNotOurs(string? posted)
    {
        var session = Session();

        Assert.False(session.IsFormToken("Ada Probe", posted));
        Assert.False(session.IsFormToken("Ada Probe", session.FormToken("Kim Beispiel")));
        Assert.True(session.IsFormToken("Ada Probe", session.FormToken("Ada Probe")));
    }

    [Fact]
    public async Task Calls_TooManyOfOnePerson_Are429AndOthersGoOn()
    {
        for (var call = 0; call < 40; call++)
            Assert.True((await SendAsync("GET", "/api/rounds", null, key: Key)).Reached);

        var refused = await SendAsync("GET", "/api/rounds", null, key: Key);
        Assert.Equal((429, false, "60"), (refused.Status, refused.Reached, refused.RetryAfter));
        Assert.Contains("sehr viele Anfragen", refused.Body, StringComparison.Ordinal);
        Assert.Equal((429, false), Outcome(await SendAsync("GET", "/dashboard", null, cookie: Session().Cookie("Ada Probe"))));
        Assert.True((await SendAsync("GET", "/api/rounds", Role, principal: EntraPrincipalTests.Of("Kim", Role))).Reached);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await SendAsync("GET", "/api/rounds", null, key: Key)).Reached);
    }

    private static (int, bool) Outcome(Answer answer) => (answer.Status, answer.Reached);

    private static IConfiguration Settings(string? role, string key = Key) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Lip:Staff:0:Name"] = "Ada Probe",
        ["Lip:Staff:0:KeyHash"] = StaffDirectory.HashOf(key),
        ["Lip:Staff:EntraRole"] = role,
    }).Build();

    private StaffSession Session(string key = Key) => new(site.Office.Secret, new StaffDirectory(Settings(null, key)), time);

    private async Task<Answer> SendAsync(
        string method, string path, string? role, string? principal = null, string? key = null, string? cookie = null, Action<HttpContext>? with = null)
    {
        var settings = Settings(role);
        var gate = new StaffGate(
            new StaffDirectory(settings), Session(), new EntraSignIn(settings), limits, site.Services.GetRequiredService<PageRenderer>(), site.Services.GetRequiredService<SitePaths>(),
            new PublicAddresses(new Uri("https://lip.example.org/")));
        var http = new DefaultHttpContext { RequestServices = site.Services };
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        (http.Request.Method, http.Request.Path, http.Response.Body) = (method, path, new MemoryStream());
        if (principal is not null)
            http.Request.Headers[EntraPrincipal.Header] = principal;
        if (key is not null)
            http.Request.Headers[StaffGate.KeyHeader] = key;
        if (cookie is not null)
            http.Request.Headers.Cookie = $"{StaffSession.CookieName}={cookie}";
        with?.Invoke(http);

        var context = new FakeFunctionContext(site.Services);
        context.Items["HttpRequestContext"] = http;
        var reached = false;
        await gate.Invoke(context, _ =>
        {
            reached = true;
            return Task.CompletedTask;
        });
        StaffMember? staff = null;
        try
        {
            staff = http.Request.Staff();
        }
        catch (InvalidOperationException)
        {
            // Nobody came through.
        }

        return new(http.Response.StatusCode, reached, staff, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), http.Response.Headers.Location.ToString(), http.Response.Headers.RetryAfter.ToString());
    }

    private sealed record Answer(int Status, bool Reached, StaffMember? Staff, string Body, string Location, string RetryAfter);
}
