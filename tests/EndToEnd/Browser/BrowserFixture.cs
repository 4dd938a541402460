using LipServerless.EndToEnd.Tests.Processes;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>One browser for all its tests, started at the first use. It reaches this machine only.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A person's own window, without anybody else's cookies.</summary>
    public async Task<IPage> OpenAsync(bool script)
    {
        var context = await (await BrowserAsync(Machine.NeedsChromium())).NewContextAsync(
            new() { JavaScriptEnabled = script, Locale = "de-DE", TimezoneId = "Europe/Berlin" });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    private async Task<IBrowser> BrowserAsync(string chromium)
    {
        await starting.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = chromium,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            });
        }
        finally
        {
            starting.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }
}
