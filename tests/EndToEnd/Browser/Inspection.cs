using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>
/// Looks at pages as they stand: no scrolling sideways on a phone, no violation of WCAG 2.2 A or AA that axe finds, nothing loaded from
/// elsewhere, no error of a script. With <c>LIP_PICTURES=1</c> it keeps a picture of each, wide and narrow: for people who look.
/// </summary>
internal sealed class Inspection
{
    private const int Enlarged = 320;
    private const int Phone = 360;
    private const int Desk = 1280;
    private const int TallestPicture = 2400;
    private static readonly bool KeepsPictures = Environment.GetEnvironmentVariable("LIP_PICTURES") == "1";
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private readonly IPage page;
    private readonly string folder;
    private readonly bool script;
    private readonly List<string> faults = [];
    private int count;

    /// <summary>Looks through a page of a browser.</summary>
    /// <param name="page">Where the pages are shown.</param>
    /// <param name="pictures">The folder of the pictures, below <c>screenshots</c>.</param>
    /// <param name="script">Whether scripts run: axe is one.</param>
    public Inspection(IPage page, string pictures, bool script = true)
    {
        (this.page, this.script) = (page, script);
        folder = Path.Combine(AppContext.BaseDirectory, "screenshots", pictures);
        page.Console += (_, message) =>
        {
            // A page that answers 404 or 410 is looked at on purpose; what a page cannot load is a fault.
            if (message.Type is "error" && !message.Location.StartsWith(page.Url, StringComparison.Ordinal))
                faults.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" })
                faults.Add($"{page.Url} loads {request.Url}");
        };
    }

    /// <summary>Whether the browser runs scripts.</summary>
    public bool HasScript => script;

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Looks at the page under this name.</summary>
    /// <param name="name">Names it in pictures and faults.</param>
    /// <param name="isMail">Whether it is a mail as a mail program shows it: that has no landmarks of its own.</param>
    public async Task LookAsync(string name, bool isMail = false)
    {
        await page.SetViewportSizeAsync(Enlarged, 640);
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (width > Enlarged)
            faults.Add($"{name}: {width} pixels wide at {Enlarged}; {await WidestAsync()}");
        if (KeepsPictures)
        {
            await page.SetViewportSizeAsync(Phone, 740);
            await PictureAsync(name, "phone");
            await page.SetViewportSizeAsync(Desk, 900);
            await PictureAsync(name, "desk");
        }

        if (!script)
            return;

        // A mail in its sandboxed frame runs nothing, so axe cannot look into it, and waits for it without end.
        await page.EvaluateAsync("() => document.querySelectorAll('iframe[sandbox]').forEach(frame => frame.remove())");
        // Where the page happens to be scrolled to, a bar that sticks to the window's edge narrows targets beneath it; one scrolls on.
        await page.EvaluateAsync("() => [...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).position === 'sticky').forEach(e => { e.style.position = 'static'; })");
        var rules = isMail ? Rules[..^1] : Rules;
        await page.SetViewportSizeAsync(Phone, 740);
        await AxeAsync($"{name}, phone", rules);
        await page.SetViewportSizeAsync(Desk, 900);
        await AxeAsync($"{name}, desk", rules);
    }

    // The beginning of it: a whole draft would be a picture of thirty thousand lines, which takes longer than all rules together.
    private async Task PictureAsync(string name, string size)
    {
        var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{++count:D2}-{name}-{size}.png")),
            FullPage = true,
            Clip = new() { X = 0, Y = 0, Width = page.ViewportSize!.Width, Height = Math.Min(height, TallestPicture) },
        });
    }

    private async Task AxeAsync(string name, string[] rules)
    {
        // Only what is read is gathered: the thousands of elements that pass cost more than the rules.
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. rules] },
            ResultTypes = new HashSet<ResultType> { ResultType.Violations },
        });
        foreach (var violation in result.Violations)
        {
            var where = violation.Nodes.Select(node => $"{node.Target} {node.Html} {string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}");
            faults.Add($"{name}: {violation.Id} ({violation.Impact}) {violation.Help}\n    {string.Join("\n    ", where.Take(4))}");
        }
    }

    private async Task<string> WidestAsync() => await page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('body *')].filter(e => (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1) && !e.closest('.scroll')).map(e => e.tagName + '.' + e.className).slice(0, 6).join(', ')");
}
