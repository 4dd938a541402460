using System.Net;
using LipServerless.Activities.Ports;
using LipServerless.Web.Dashboard;
using LipServerless.Web.Rendering;
using LipServerless.Web.Staff;
using LipServerless.Web.Tests.Api.Support;
using LipServerless.Web.Tests.Staff;
using Microsoft.AspNetCore.Http;

namespace LipServerless.Web.Tests.Api;

[Collection(Standing.Name)]
public sealed class AccessTests(ApiHost host)
{
    [Theory]
    [InlineData("GET", "api/rounds")]
    [InlineData("POST", "api/rounds")]
    [InlineData("GET", "api/rounds/lip-r1")]
    [InlineData("GET", "API/Rounds/lip-r1/log")]
    [InlineData("GET", "api/rounds/lip-r1/draft")]
    [InlineData("GET", "api/rounds/lip-r1/synopsis")]
    [InlineData("POST", "api/rounds/lip-r1/extensions")]
    [InlineData("POST", "api/rounds/lip-r1/close")]
    [InlineData("POST", "api/rounds/lip-r1/decision")]
    [InlineData("POST", "api/rounds/lip-r1/revisions")]
    [InlineData("POST", "api/rounds/lip-r1/bodies/beirat-mitte/statements")]
    [InlineData("POST", "api/rounds/lip-r1/bodies/beirat-mitte/link/revocation")]
    public async Task Api_NoKeyOrAWrongOne_Is401(string method, string path)
    {
        foreach (var key in new string?[] { null, "", "lip_falsch" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (key is not null)
                request.Headers.Add(StaffGate.KeyHeader, key);
            using var response = await host.Anybody.SendAsync(request);

            (await ApiAnswer.OfAsync(response)).MustBeProblem(401);
        }
    }

    [Fact]
    public async Task Api_KeyInTheAddressOrTheHashAsKey_Is401()
    {
        var key = host.Host.Staff[0].Key;
        Assert.Equal(401, (await host.GetAsync($"api/rounds?code={key}&x-staff-key={key}", host.Anybody)).Status);

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/rounds");
        request.Headers.Add(StaffGate.KeyHeader, StaffDirectory.HashOf(key));
        using var response = await host.Anybody.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("api/health", "ready")]
    [InlineData("api/health/ready", "ready")]
    [InlineData("api/health/live", "live")]
    public async Task Health_NoKey_SaysThatStorageAnswers(string path, string field)
    {
        var health = await host.GetAsync(path, host.Anybody);

        Assert.Equal((200, true), (health.Status, health.Json[field]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Reconcile_StaffKeyIsNotEnough_FunctionKeyIs()
    {
        using var byStaff = await host.Staff.PostAsync("api/ops/reconcile", null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/ops/reconcile");
        request.Headers.Add("x-functions-key", host.Host.Host.Keys.Of("ReconcileNow"));
        using var byOperations = await host.Anybody.SendAsync(request);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (byStaff.StatusCode, byOperations.StatusCode));
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("dashboard/rounds/lip-r1")]
    [InlineData("dashboard/rounds/lip-r1/synopsis")]
    [InlineData("Dashboard/")]
    public async Task Dashboard_NoCookieOrAForgedOne_GoesToTheSignIn(string path)
    {
        foreach (var cookie in new[] { null, "lip-staff=abc", "lip-staff=MTkwMDAwMDAwMHxBZGEgUHJvYmU.AAAA", $"lip-staff={Uri.EscapeDataString(Code())}" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie);
            using var response = await host.Anybody.SendAsync(request);

            Assert.Equal((HttpStatusCode.SeeOther, "/dashboard/sign-in"), (response.StatusCode, response.Headers.Location?.OriginalString));
        }
    }

    [Fact]
    public async Task SignIn_OpeningTheLink_SetsNoCookie()
    {
        var page = (await host.GetAsync($"dashboard/sign-in?code={Uri.EscapeDataString(Code())}", host.Anybody)).MustBePage(200);

        Assert.False(page.Headers.ContainsKey("Set-Cookie"));
        Assert.Contains("Ada Probe", page.Page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_PressingItsButton_SetsACookieThatOpensTheDashboard()
    {
        using var form = new FormUrlEncodedContent([new("code", Code())]);
        using var signedIn = await host.Anybody.PostAsync("dashboard/sign-in", form);

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Equal((HttpStatusCode.SeeOther, "/dashboard"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        (await DashboardAsync("dashboard", cookie)).MustBePage(200);
        Assert.Equal(401, (await WithCookieAsync("api/rounds", cookie)).Status);
    }

    [Fact]
    public async Task SignIn_WithOnesKey_SetsACookie()
    {
        using var form = new FormUrlEncodedContent([new("key", $" {host.Host.Staff[0].Key} ")]);
        using var signedIn = await host.Anybody.PostAsync("dashboard/sign-in", form);

        Assert.True(signedIn.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("key", "lip_falsch")]
    [InlineData("key", "")]
    [InlineData("code", "abc.def")]
    [InlineData("andere", "x")]
    public async Task SignIn_WithAnythingElse_Is401AndSetsNoCookie(string field, string value)
    {
        using var form = new FormUrlEncodedContent([new(field, value)]);
        using var response = await host.Anybody.PostAsync("dashboard/sign-in", form);

        (await ApiAnswer.OfAsync(response)).MustBePage(401);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nkein Formular")]
    [InlineData("multipart/form-data", "ohne Grenze")]
    [InlineData("application/json", "{}")]
    public async Task SignIn_WithWhatIsNoForm_IsRefusedAndNotAFault(string type, string body)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await host.Anybody.PostAsync("dashboard/sign-in", content);

        Assert.InRange((int)response.StatusCode, 400, 415);
    }

    [Theory]
    [InlineData("api/rounds", 401)]
    [InlineData("dashboard", 303)]
    public async Task HeaderOfBuiltInAuthentication_HereWhereNobodyChecksIt_IsIgnored(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(EntraPrincipal.Header, EntraPrincipalTests.Of("Ada Probe", "Lip.Staff", ""));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "1");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", "Ada Probe");
        using var response = await host.Anybody.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Api_ItsAnswers_AreKeptInNoCacheAndNeverTakenForPages()
    {
        var answer = await host.GetAsync("api/rounds");

        Assert.Equal((200, "no-store", "nosniff"), (answer.Status, answer.Headers.CacheControl.ToString(), answer.Headers.XContentTypeOptions.ToString()));
        Assert.Contains("default-src 'none'", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://lip.example.org/", true)]
    [InlineData("http://127.0.0.1:7071/", false)]
    public async Task SignIn_BehindAProxyThatEndsTls_SetsASecureCookie(string publicBaseUrl, bool isSecure)
    {
        var session = host.Service<StaffSession>();
        var signIn = new SignInFunctions(host.Service<StaffDirectory>(), session, host.Service<PageRenderer>(), host.Service<SitePaths>(), new PublicAddresses(new Uri(publicBaseUrl)));
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Body = new MemoryStream(System.Text.Encoding.ASCII.GetBytes($"code={Uri.EscapeDataString(Code())}"));

        await signIn.SignIn(http.Request, default);

        Assert.Equal(isSecure, http.Response.Headers.SetCookie.ToString().Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Dashboard_ItsPages_NameTheirOriginToThisSiteOnly() =>
        Assert.Equal("same-origin", (await DashboardAsync("dashboard", SessionCookie())).Headers["Referrer-Policy"].ToString());

    [Fact]
    public async Task SignOut_FromAnotherSite_KeepsTheSession()
    {
        using var content = new StringContent("kein Formular");
        using var strange = await PostAsync("dashboard/sign-out", content);
        using var form = new FormUrlEncodedContent([new("form", "geraten")]);
        using var guessed = await PostAsync("dashboard/sign-out", form);

        Assert.All(new[] { strange, guessed }, answer => Assert.Equal((HttpStatusCode.SeeOther, false), (answer.StatusCode, answer.Headers.Contains("Set-Cookie"))));
    }

    [Fact]
    public async Task SignOut_ByItsButton_DeletesTheCookie()
    {
        var session = host.Service<StaffSession>();
        using var form = new FormUrlEncodedContent([new("form", session.FormToken("Ada Probe"))]);
        using var answer = await PostAsync("dashboard/sign-out", form);

        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Dashboard_UnknownRound_IsAPageOf404()
    {
        (await DashboardAsync("dashboard/rounds/gibt-es-nicht", SessionCookie())).MustBePage(404);
        (await DashboardAsync("dashboard/rounds/gibt-es-nicht/synopsis", SessionCookie())).MustBePage(404);
    }

    private string Code() => host.Service<StaffSession>().SignInCode("Ada Probe", TimeSpan.FromDays(1));

    private string SessionCookie() => $"{StaffSession.CookieName}={host.Service<StaffSession>().Cookie("Ada Probe")}";

    private Task<ApiAnswer> DashboardAsync(string path, string cookie) => WithCookieAsync(path, cookie);

    private async Task<ApiAnswer> WithCookieAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var response = await host.Anybody.SendAsync(request);
        return await ApiAnswer.OfAsync(response);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Cookie", SessionCookie());
        return await host.Anybody.SendAsync(request);
    }
}
