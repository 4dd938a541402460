using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using LipServerless.Domain.Attachments;
using LipServerless.Testing;
using LipServerless.Web.Limits;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Limits;

/// <summary>What comes too often is refused with 429, says when to try again, and loses nothing that was typed.</summary>
public sealed class LimitMiddlewareTests : IDisposable
{
    private static readonly string Token = new('A', 43);

    private readonly PublicSite site = new();
    private readonly ManualTimeProvider time = new();
    private readonly AttemptLimits limits;
    private readonly LimitMiddleware middleware;

    public LimitMiddlewareTests()
    {
        limits = new(new AttemptBuckets(time), new LimitSettings { UnknownLinks = new(2, 60), Posts = new(2, 60), Autosaves = new(5, 60), SignIns = new(2, 60), Pages = new(20, 60) });
        middleware = new(limits, site.Services.GetRequiredService<AttachmentLimits>(), site.Services.GetRequiredService<PageRenderer>(), site.Services.GetRequiredService<SitePaths>());
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task UnknownLinks_TooManyFromOneAddress_AreRefusedBeforeTheyAreLookedUp()
    {
        for (var guess = 0; guess < 2; guess++)
            Assert.Equal(404, (await SendAsync("GET", $"b/{Token}", answer: limits.AsGuess(Results.NotFound()))).Status);

        var refused = await SendAsync("GET", $"b/{Token}", answer: limits.AsGuess(Results.NotFound()));
        Assert.Equal((429, "60", false), (refused.Status, refused.RetryAfter, refused.Reached));
        Assert.Contains("in einer Minute", refused.Body, StringComparison.Ordinal);
        Assert.True((await SendAsync("GET", $"b/{Token}", address: "203.0.113.9")).Reached);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await SendAsync("GET", $"b/{Token}")).Reached);
    }

    [Fact]
    public async Task Posts_TooManyBehindOneLink_ShowBackWhatWasTypedToSendItAgain()
    {
        var typed = "overall=Zwei+Stunden+Arbeit.&action=submit&formToken=abc";
        for (var post = 0; post < 2; post++)
            Assert.True((await SendAsync("POST", $"b/{Token}", typed, address: $"203.0.113.{post}")).Reached);

        var refused = await SendAsync("POST", $"b/{Token}", typed, address: "203.0.113.7");

        Assert.Equal((429, false), (refused.Status, refused.Reached));
        var page = new HtmlParser().ParseDocument(refused.Body);
        Assert.Contains("Zwei Stunden Arbeit.", page.QuerySelector(".typed")!.TextContent, StringComparison.Ordinal);
        var form = page.QuerySelector("main form")!;
        Assert.Equal($"/b/{Token}", form.GetAttribute("action"));
        Assert.Equal("Zwei Stunden Arbeit.", form.QuerySelector("textarea[name=overall]")!.TextContent);
        Assert.Equal("submit", form.QuerySelector("textarea[name=action]")!.TextContent);
        Assert.True((await SendAsync("GET", $"b/{Token}")).Reached);
        Assert.True((await SendAsync("POST", $"b/{new string('B', 43)}", typed)).Reached);
    }

    [Fact]
    public async Task Autosaves_AreCountedApart_AndAnswerTheScript()
    {
        for (var save = 0; save < 5; save++)
            Assert.True((await SendAsync("POST", $"b/{Token}/draft")).Reached);

        var refused = await SendAsync("POST", $"b/{Token}/draft");

        Assert.Equal((429, "60", ""), (refused.Status, refused.RetryAfter, refused.Body));
        Assert.True((await SendAsync("POST", $"b/{Token}", "overall=x")).Reached);
    }

    [Fact]
    public async Task Uploads_TooMany_TellTheScriptInTheReadersLanguage()
    {
        for (var post = 0; post < 2; post++)
            Assert.True((await SendAsync("POST", $"b/{Token}/draft-files", "sprache=en")).Reached);

        var refused = await SendAsync("POST", $"b/{Token}/draft-files", "sprache=en");

        Assert.Equal((429, "60", false), (refused.Status, refused.RetryAfter, refused.Reached));
        var state = JsonDocument.Parse(refused.Body).RootElement.GetProperty("state").GetString()!;
        Assert.Contains("not attached yet", state, StringComparison.Ordinal);
        Assert.Contains("in one minute", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_TooManyAttempts_AreRefusedAndNoKeyIsShownBack()
    {
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.True((await SendAsync("POST", "dashboard/sign-in", "key=geraten")).Reached);

        var refused = await SendAsync("POST", "dashboard/sign-in", "key=geraten");

        Assert.Equal(429, refused.Status);
        Assert.DoesNotContain("geraten", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dashboard/Sign-In")]
    [InlineData("NEW-LINK")]
    [InlineData("dashboard//sign-in/")]
    public async Task Limits_PathInAnotherCase_CountAllTheSame(string path)
    {
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.True((await SendAsync("POST", path, "key=geraten")).Reached);

        Assert.Equal(429, (await SendAsync("POST", path, "key=geraten")).Status);
    }

    [Fact]
    public async Task Pages_TooManyBehindOneLink_AreRefusedWhateverTheAddress()
    {
        for (var visit = 0; visit < 20; visit++)
            Assert.True((await SendAsync("GET", $"S/{Token}/draft.txt", address: $"203.0.113.{visit}")).Reached);

        Assert.Equal(429, (await SendAsync("GET", $"s/{Token}")).Status);
        Assert.True((await SendAsync("POST", $"s/{Token}", "overall=x")).Reached);
        Assert.True((await SendAsync("GET", $"s/{new string('B', 43)}")).Reached);
    }

    [Fact]
    public async Task Api_WrongKeys_AreRefusedAsAProblemAndHealthIsNot()
    {
        for (var attempt = 0; attempt < 2; attempt++)
            Assert.True((await SendAsync("GET", "api/rounds", status: 401)).Reached);

        var refused = await SendAsync("GET", "api/rounds", status: 401);

        Assert.Equal((429, "60", false), (refused.Status, refused.RetryAfter, refused.Reached));
        Assert.Contains("Zu viele Versuche", refused.Body, StringComparison.Ordinal);
        Assert.True((await SendAsync("GET", "api/health")).Reached);
    }

    [Fact]
    public async Task Api_RightKeys_AreNotCounted()
    {
        for (var call = 0; call < 50; call++)
            Assert.True((await SendAsync("GET", "api/rounds")).Reached);
    }

    private async Task<(int Status, string RetryAfter, string Body, bool Reached)> SendAsync(
        string method, string path, string? form = null, string address = "192.0.2.1", IResult? answer = null, int status = 200)
    {
        var http = new DefaultHttpContext { RequestServices = site.Services };
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        http.Request.Method = method;
        http.Request.Path = "/" + path;
        http.Response.Body = new MemoryStream();
        if (form is not null)
        {
            http.Request.ContentType = "application/x-www-form-urlencoded";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        }

        var context = new FakeFunctionContext(site.Services);
        context.Items["HttpRequestContext"] = http;
        var reached = false;
        await middleware.Invoke(context, _ =>
        {
            (reached, http.Response.StatusCode) = (true, status);
            return Task.CompletedTask;
        });
        if (reached && answer is not null)
            await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString(), Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()), reached);
    }
}
