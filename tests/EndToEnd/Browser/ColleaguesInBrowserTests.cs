using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Colleagues;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>A body's contact involves a colleague: both in their own window, with script and without.</summary>
public sealed class ColleaguesInBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableTheory]
    [InlineData(true, "de")]
    [InlineData(false, "de")]
    [InlineData(true, "ar")]
    public async Task Contact_MakesALink_ColleagueWritesAndComments_UntilItIsWithdrawn(bool script, string language)
    {
        var (contact, colleague) = (await browser.OpenAsync(script), await browser.OpenAsync(script));
        var pictures = $"{(script ? "with" : "without")}-script-{language}";
        var (look, theirs) = (new Inspection(contact, $"contact-{pictures}", script), new Inspection(colleague, $"colleague-{pictures}", script));
        using var run = new Run();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        var start = new RoundPlay().Acts.First(act => act.Name == "start");
        await life.ReachAsync(start.At, CancellationToken.None);
        await start.PlayAsync(life, CancellationToken.None);
        var own = await life.LinkAsync(MailKind.Invitation, RoundPlay.Councils[0].Emails![0], RoundPlay.Start, 'b', CancellationToken.None);

        await contact.GotoAsync($"{own.AbsoluteUri}?sprache={language}");
        await contact.Locator("a[href*='/links']").ClickAsync();
        Assert.Equal(language, await contact.Locator("html").GetAttributeAsync("lang"));
        await contact.Locator($"#{ColleagueFields.Name}").FillAsync("Ada Adamczyk");
        await contact.Locator("button[value=make]").ClickAsync();
        await look.LookAsync("colleagues-made");
        var made = new Uri(await contact.Locator("#neuer-link").InputValueAsync());
        var theirLink = new Uri(life.Address, made.AbsolutePath).AbsoluteUri;

        await colleague.GotoAsync($"{theirLink}?sprache={language}");
        Assert.Equal(language, await colleague.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(0, await colleague.Locator($"button[value='{ReplyActions.Review}'], input[name='{FieldNames.Publication}']").CountAsync());
        var paragraph = colleague.Locator("form#reply article.para").First;
        await paragraph.Locator("textarea[name^='c-']").FillAsync("Die Schulen fehlen.");
        await paragraph.Locator("details.remarks summary").ClickAsync();
        await paragraph.Locator("textarea[name^='u-']").FillAsync("Stimmt das so?");
        await paragraph.Locator($"button[value='{ReplyActions.Comment}']").ClickAsync();
        await theirs.LookAsync("colleague");

        await contact.GotoAsync($"{own.AbsoluteUri}?sprache={language}");
        var first = contact.Locator("form#reply article.para").First;
        Assert.Equal("Die Schulen fehlen.", await first.Locator("textarea[name^='c-']").InputValueAsync());
        Assert.Contains("Stimmt das so?", await first.Locator(".remarks").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Ada Adamczyk", await first.Locator(".remarks").InnerTextAsync(), StringComparison.Ordinal);

        await contact.Locator("a[href*='/links']").ClickAsync();
        await contact.Locator("button[value^='withdraw-']").ClickAsync();
        await look.LookAsync("colleagues-withdrawn");
        Assert.Equal(410, (await colleague.GotoAsync($"{theirLink}?sprache={language}"))!.Status);
        await theirs.LookAsync("withdrawn");

        await contact.Context.CloseAsync();
        await colleague.Context.CloseAsync();
        var faults = look.Faults.Concat(theirs.Faults).Distinct().ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
