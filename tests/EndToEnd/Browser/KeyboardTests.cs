using LipServerless.Domain.Statements;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;
using LipServerless.Web.Texts;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>The reply page without a mouse, in other colours and without motion, and in another language halfway.</summary>
public sealed class KeyboardTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Statement_ByKeyboardOnly_IsSubmittedAndNeverBySurprise(bool script)
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await OpenAsync(server, round, script);
        var keyboard = new Keyboard(page);

        await keyboard.TabToAsync("a.skip");
        await keyboard.PressAsync("Enter");
        await keyboard.TabToAsync($"input[name='{FieldNames.Stance(round.Id(1))}']");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.TabToAsync($"textarea[name='{FieldNames.Comment(round.Id(1))}']");
        await keyboard.TypeAsync("Erste Zeile");
        await keyboard.PressAsync("Enter");
        await keyboard.TypeAsync("zweite Zeile");
        await keyboard.TabToAsync(".wording-field summary");
        await keyboard.PressAsync("Enter");
        await keyboard.TabToAsync($"textarea[name='{FieldNames.Wording(round.Id(1))}']");
        await keyboard.TypeAsync("Die Stadt sorgt vor.");
        await keyboard.TabToAsync($"input[name='{FieldNames.Author}']");
        await keyboard.TypeAsync("Kim");
        await keyboard.LeaveByAsync("Enter");

        Assert.Empty((await server.Site.Office.ReadAsync(round.RoundId)).Statements);
        Assert.Equal("Erste Zeile\nzweite Zeile", await page.Locator($"textarea[name='{FieldNames.Comment(round.Id(1))}']").InputValueAsync());

        await keyboard.TabToAsync($"button[value='{ReplyActions.Review}']");
        await keyboard.LeaveByAsync("Enter");
        await keyboard.TabToAsync($"button[value='{ReplyActions.Submit}']");
        await keyboard.LeaveByAsync("Space");

        Assert.NotEmpty(await page.Locator(".receipt-number").InnerTextAsync());
        var copy = await page.Locator("main").InnerTextAsync();
        Assert.Contains("zweite Zeile", copy, StringComparison.Ordinal);
        Assert.Contains("Die Stadt sorgt vor.", copy, StringComparison.Ordinal);
        Assert.Contains(TextCatalog.German.Of(Stance.Agree), copy, StringComparison.Ordinal);
        Assert.Single((await server.Site.Office.ReadAsync(round.RoundId)).Statements);
        Assert.True(keyboard.Faults.Count == 0, string.Join('\n', keyboard.Faults.Distinct()));
        await page.Context.CloseAsync();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Language_SwitchedThroughAll_LosesNothing(bool script)
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await OpenAsync(server, round, script);
        await page.Locator($"textarea[name='{FieldNames.Comment(round.Id(2))}']").FillAsync("Mehr Räume. مساحة أكبر. Daha çok yer.");
        await page.Locator($"label.choice:has(input[name='{FieldNames.Stance(round.Id(3))}'][value='{Stance.Object}'])").ClickAsync();

        foreach (var language in (string[])["ar", "tr", "en", "de"])
        {
            await page.Locator($"button[value='{ReplyActions.LanguagePrefix}{language}']").ClickAsync();

            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            Assert.Equal(TextCatalog.For(language).Direction, await page.Locator("html").GetAttributeAsync("dir"));
            Assert.Equal("Mehr Räume. مساحة أكبر. Daha çok yer.", await page.Locator($"textarea[name='{FieldNames.Comment(round.Id(2))}']").InputValueAsync());
            Assert.True(await page.Locator($"input[name='{FieldNames.Stance(round.Id(3))}'][value='{Stance.Object}']").IsCheckedAsync());
        }

        await page.Context.CloseAsync();
    }

    [SkippableFact]
    public async Task Page_ForcedColoursAndNoMotion_ShowsWhatIsChosenAndStandsStill()
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await OpenAsync(server, round, script: true);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ReducedMotion = ReducedMotion.Reduce });
        var choice = page.Locator($"label.choice:has(input[name='{FieldNames.Stance(round.Id(1))}'][value='{Stance.Agree}'])");
        await choice.ClickAsync();

        Assert.Equal("auto", await page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).scrollBehavior"));
        Assert.NotEqual("none", await choice.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
        Assert.NotEqual("0px", await page.Locator("button.primary").First.EvaluateAsync<string>("e => getComputedStyle(e).borderTopWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').map(e => e.className)"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(SiteServer server, SampleRound round, bool script)
    {
        var page = await browser.OpenAsync(script);
        await page.SetViewportSizeAsync(1280, 900);
        // The focus is looked at where it stops, not on the way.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var token = await server.Site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(2));
        await page.GotoAsync(new Uri(server.Address, $"b/{token}").AbsoluteUri);
        return page;
    }
}
