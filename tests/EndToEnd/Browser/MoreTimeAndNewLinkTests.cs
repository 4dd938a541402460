using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Overview;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Texts;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>A body asks for more time, which the office grants, and for a new link when its own is dead; what it has typed stays.</summary>
public sealed class MoreTimeAndNewLinkTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Typed = "Eine Stunde Arbeit: مساحة أكبر.";
    private const string Reason = "Wir tagen erst eine Woche später.";
    private const string Answer = "Gern, das passt.";
    private static readonly RosterEntry Council = RoundPlay.Councils[5];

    [SkippableTheory]
    [InlineData(true, "de")]
    [InlineData(false, "de")]
    [InlineData(true, "ar")]
    [InlineData(false, "ar")]
    public async Task Council_GetsMoreTimeAndANewLink_LosesNothingTyped(bool script, string language)
    {
        var (page, office) = (await browser.OpenAsync(script), await browser.OpenAsync(script));
        var pictures = $"more-time-{(script ? "with" : "without")}-script-{language}";
        var (look, theirs) = (new Inspection(page, pictures, script), new Inspection(office, $"{pictures}-office", script));
        using var run = new Run();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        var start = new RoundPlay().Acts.First(act => act.Name == "start");
        await life.ReachAsync(start.At, CancellationToken.None);
        await start.PlayAsync(life, CancellationToken.None);

        var own = await LinkAsync(life, MailKind.Invitation);
        var wished = LastDay(await BodyAsync(life)).AddDays(7);
        await AskAsync(page, look, $"{own}?sprache={language}", DateField.Write(wished));
        await GrantAsync(office, theirs, life);
        Assert.Equal(wished, LastDay(await BodyAsync(life)));
        await SeesNewDeadlineAsync(page, look, $"{own}?sprache={language}", TextCatalog.For(language), life);

        await life.Staff.RevokeLinkAsync(RoundPlay.RoundId, Council.Id!, "In falsche Hände geraten", CancellationToken.None);
        await AskForLinkAsync(page, look, $"{own}?sprache={language}", language);
        var newer = await LinkAsync(life, MailKind.NewLink);
        Assert.NotEqual(own.AbsolutePath, newer.AbsolutePath);
        Assert.Equal(200, (await page.GotoAsync($"{newer}?sprache={language}"))!.Status);
        Assert.Equal(Typed, await Comment(page).InputValueAsync());

        await page.Context.CloseAsync();
        await office.Context.CloseAsync();
        var faults = look.Faults.Concat(theirs.Faults).Distinct().ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task AskAsync(IPage page, Inspection look, string address, string day)
    {
        await page.GotoAsync(address);
        await Comment(page).FillAsync(Typed);
        var card = page.Locator("#mehr-zeit");
        await card.Locator("summary").ClickAsync();
        await look.LookAsync("form");
        await card.Locator($"#{FieldNames.MoreTimeReason}").FillAsync(Reason);
        await card.Locator($"#{FieldNames.MoreTimeUntil}").FillAsync(day);
        await card.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(card.Locator("[role=status]")).ToContainTextAsync(Reason);
        Assert.Equal(Typed, await Comment(page).InputValueAsync());
        await look.LookAsync("asked");
    }

    private static async Task GrantAsync(IPage office, Inspection look, HostedLife life)
    {
        await office.GotoAsync(life.Host.SignInAddress.AbsoluteUri);
        if (await office.Locator("main form button[type=submit]").CountAsync() > 0)
            await office.Locator("main form button[type=submit]").ClickAsync();
        await office.Locator("section.note.warn a[href$='/more-time']").First.ClickAsync();
        await look.LookAsync("waiting");
        var request = office.Locator("section.card", new() { HasText = Reason });
        await request.Locator("textarea[name=reason]").FillAsync(Answer);
        await request.Locator("button[value=grant]").ClickAsync();
        await Assertions.Expect(office.Locator("section[aria-labelledby=entschieden]")).ToContainTextAsync(Answer);
        await look.LookAsync("decided");
    }

    private static async Task SeesNewDeadlineAsync(IPage page, Inspection look, string address, PageTexts texts, HostedLife life)
    {
        var deadline = texts.Deadline((await BodyAsync(life)).Deadline, LocalTime.DefaultZone);
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator("#mehr-zeit [role=status]")).ToContainTextAsync(deadline);
        await Assertions.Expect(page.Locator("#mehr-zeit [role=status]")).ToContainTextAsync(Answer);
        await Assertions.Expect(page.Locator("dl.facts strong").First).ToContainTextAsync(deadline);
        Assert.Equal(Typed, await Comment(page).InputValueAsync());
        await look.LookAsync("granted");
    }

    private static async Task AskForLinkAsync(IPage page, Inspection look, string address, string language)
    {
        Assert.Equal(410, (await page.GotoAsync(address))!.Status);
        await look.LookAsync("revoked");
        await page.Locator("form[action$='/new-link'] button").ClickAsync();
        Assert.Equal("/new-link", new Uri(page.Url).AbsolutePath);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await look.LookAsync("new-link-asked");
    }

    private static ILocator Comment(IPage page) => page.Locator("form#reply article.para textarea[name^='c-']").First;

    private static async Task<Uri> LinkAsync(HostedLife life, MailKind kind) =>
        await life.LinkAsync(kind, Council.Emails![0], RoundPlay.Start, 'b', CancellationToken.None);

    private static async Task<BodyOverview> BodyAsync(HostedLife life) =>
        (await life.Staff.ReadAsync(RoundPlay.RoundId, CancellationToken.None)).Bodies.Single(body => body.BodyId == Council.Id);

    private static DateOnly LastDay(BodyOverview body) => LocalTime.LastDayBefore(body.Deadline, LocalTime.DefaultZone);
}
