using System.Net;
using Azure;
using Azure.Communication.Email;
using LipServerless.Embedded.Inbox;
using LipServerless.Embedded.Inbox.Behaviour;
using LipServerless.Embedded.Inbox.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>The inbox's own pages in a browser: "Störungen", delivery reports, and that other sites' pages change nothing.</summary>
public sealed class InboxInBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lip-e2e-inbox-").FullName;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inbox_DisturbedByHand_BehavesSoAndShowsIt(bool script)
    {
        var page = await browser.OpenAsync(script);
        var look = new Inspection(page, script ? "inbox" : "inbox-without-script", script);
        await using var inbox = await StartAsync();
        await SendAsync(inbox, "nord@rat.example");

        await page.GotoAsync(inbox.Address.AbsoluteUri);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Störungen" }).ClickAsync();
        await look.LookAsync("behaviour");
        await page.Locator("#refuseNext").FillAsync("viele");
        await SaveAsync(page);
        await look.LookAsync("behaviour-faults");
        await page.Locator("#refuseNext").FillAsync("1");
        await page.Locator("#reportsPaused").CheckAsync();
        await SaveAsync(page);
        Assert.Equal("Gespeichert.", await page.Locator("[role=status]").InnerTextAsync());
        Assert.Equal((1, true), (inbox.Behaviour.RefuseNext, inbox.Behaviour.ReportsPaused));

        await page.Locator("#rule-address").FillAsync("@west.example");
        await page.Locator("#rule-outcome").SelectOptionAsync(nameof(DeliveryOutcome.Quarantined));
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Hinzufügen" }).ClickAsync();
        await page.Locator("[role=status]").WaitForAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => SendAsync(inbox, "beirat@west.example"));
        await SendAsync(inbox, "beirat@west.example");
        Assert.Equal(DeliveryStatus.Quarantined, inbox.Reports[0].Status);

        await page.GotoAsync(new Uri(inbox.Address, "mails/1").AbsoluteUri);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Als unzustellbar melden" }).ClickAsync();
        await page.Locator("#zustellung .bad").WaitForAsync();
        await look.LookAsync("mail");
        Assert.Equal((DeliveryStatus.Bounced, "nord@rat.example"), (inbox.Reports[0].Status, inbox.Reports[0].Recipient));
        await page.GotoAsync(inbox.Address.AbsoluteUri);
        await look.LookAsync("list");

        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Störungen ansehen" }).ClickAsync();
        await look.LookAsync("behaviour-with-rules");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "nord@rat.example entfernen" }).ClickAsync();
        await page.Locator("[role=status]").WaitForAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Alle Störungen ausschalten" }).ClickAsync();
        await page.Locator("[role=status]").WaitForAsync();
        Assert.True(inbox.Behaviour.IsOrdinary);
        await SendAsync(inbox, "nord@rat.example");
        Assert.Equal(DeliveryStatus.Delivered, inbox.Reports[0].Status);

        await page.Context.CloseAsync();
        Assert.True(look.Faults.Count == 0, string.Join('\n', look.Faults.Distinct()));
    }

    [SkippableFact]
    public async Task Inbox_FormOnAnotherSite_IsRefused()
    {
        var page = await browser.OpenAsync(script: true);
        await using var inbox = await StartAsync();
        inbox.Behaviour = new() { FailNext = 3 };
        await using var elsewhere = await ElsewhereAsync($"""<!DOCTYPE html><form method="post" action="{new Uri(inbox.Address, "behaviour/reset")}"><button>Gewinn abholen</button></form>""");

        await page.GotoAsync(elsewhere.Urls.Single());
        var answer = await page.RunAndWaitForResponseAsync(() => page.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync(), response => response.Request.Method == "POST");

        Assert.Equal(403, answer.Status);
        Assert.Equal(3, inbox.Behaviour.FailNext);
        await page.Context.CloseAsync();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<InboxServer> StartAsync() => InboxServer.StartAsync(new() { Folder = folder }, CancellationToken.None);

    // Plain text: in the frame of an HTML mail axe waits without end.
    private static Task SendAsync(InboxServer inbox, string to) => new EmailClient(inbox.ConnectionString, new EmailClientOptions { Retry = { MaxRetries = 0 } }).SendAsync(
        WaitUntil.Started, new EmailMessage("beteiligung@example.org", to, new EmailContent("Einladung zur Beteiligung") { PlainText = "Guten Tag" }));

    private static async Task SaveAsync(Microsoft.Playwright.IPage page)
    {
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Speichern" }).ClickAsync();
        await page.Locator("[role=status], [role=alert]").WaitForAsync();
    }

    private static async Task<WebApplication> ElsewhereAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(html, "text/html"));
        await app.StartAsync();
        return app;
    }
}
