using LipServerless.Web.Tests.Site;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>
/// Every public page in each of its states, in German and from right to left: no violation of WCAG 2.2 A or AA that axe finds, on a phone
/// and on a desk; at 320 px (400 % of 1280) nothing scrolls sideways. The staff's pages and the inbox are looked at in <see cref="BrowserTests"/>.
/// </summary>
public sealed class AccessibilityTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int AtOnce = 2;

    [SkippableTheory]
    [InlineData("de")]
    [InlineData("ar")]
    public async Task Pages_InEveryState_AreAccessible(string language)
    {
        await using var server = await SiteServer.StartAsync();
        var states = (await PageStates.AllAsync(server.Site, language)).Select(state => (state.Name, Address: server.Show(state.Answer))).ToList();

        var faults = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async first =>
        {
            var page = await browser.OpenAsync(script: true);
            var look = new Inspection(page, $"pages-{language}");
            for (var i = first; i < states.Count; i += AtOnce)
            {
                await page.GotoAsync(states[i].Address.AbsoluteUri);
                await look.LookAsync(states[i].Name.Replace(' ', '-'));
            }

            await page.Context.CloseAsync();
            return look.Faults;
        }));

        Assert.True(faults.All(found => found.Count == 0), string.Join('\n', faults.SelectMany(found => found).Distinct()));
    }
}
