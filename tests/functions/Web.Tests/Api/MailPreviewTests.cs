using System.Net;
using LipServerless.Web.Mails.Preview;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>The samples of all mails on the dashboard.</summary>
[Collection(Standing.Name)]
public sealed class MailPreviewTests(ApiHost host)
{
    [Fact]
    public async Task Mails_SignedIn_ListsAllAndShowsTheFirst()
    {
        var page = (await new Desk(host).GetAsync("dashboard/mails")).MustBePage(200);

        Assert.Equal(MailSample.All.Count, page.Page.Page.QuerySelectorAll("nav ol li").Length);
        Assert.Contains("Bitte um Stellungnahme", page.Page.Words, StringComparison.Ordinal);
        var frame = page.Page.Page.QuerySelector("iframe")!;
        Assert.Equal("/dashboard/mails/Invitation/html?sprache=de", frame.GetAttribute("src"));
        Assert.Equal("allow-popups", frame.GetAttribute("sandbox"));
        Assert.EndsWith("; frame-src 'self'", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", page.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_InItsFrame_RunsAndLoadsNothing()
    {
        var answer = (await new Desk(host).GetAsync("dashboard/mails/Reminder-last/html?sprache=ar")).MustBePage(200);

        Assert.Equal("rtl", answer.Page.Page.DocumentElement.GetAttribute("dir"));
        Assert.Equal(FramedMailResult.ContentSecurityPolicy, answer.Headers.ContentSecurityPolicy.ToString());
        Assert.Contains("sandbox", FramedMailResult.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", answer.Headers["X-Frame-Options"].ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString());
    }

    [Fact]
    public async Task EverySample_AndItsLetter_AreShown()
    {
        var desk = new Desk(host);
        foreach (var sample in MailSample.All)
        {
            (await desk.GetAsync($"dashboard/mails/{sample.Key}?sprache=tr")).MustBePage(200);
            (await desk.GetAsync($"dashboard/mails/{sample.Key}/letter")).MustBePage(200);
        }
    }

    [Fact]
    public async Task UnknownSample_Is404()
    {
        foreach (var path in (string[])["", "/html", "/letter"])
            (await new Desk(host).GetAsync($"dashboard/mails/Nonsense{path}")).MustBePage(404);
    }

    [Theory]
    [InlineData("dashboard/mails")]
    [InlineData("dashboard/mails/Invitation")]
    [InlineData("dashboard/mails/Invitation/html")]
    [InlineData("dashboard/mails/Invitation/letter")]
    public async Task WithoutSigningIn_GoesToTheSignIn(string path)
    {
        using var answer = await host.Anybody.GetAsync(path);

        Assert.Equal((HttpStatusCode.SeeOther, "/dashboard/sign-in"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }
}
