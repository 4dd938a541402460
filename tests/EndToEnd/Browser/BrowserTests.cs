using LipServerless.Domain.Bodies;
using LipServerless.Domain.Statements;
using LipServerless.EndToEnd.Tests.Playing;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Pages.Reply;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>A round as people see it in a browser: their pages behind the links in their mails, and the office's dashboard.</summary>
public sealed class BrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const int Answering = 10;
    private const int WithoutView = 5;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Round_InTheBrowser_EverythingWorksForEverybody(bool script)
    {
        var page = await browser.OpenAsync(script);
        var look = new Inspection(page, script ? "with-script" : "without-script", script);
        using var run = new Run();
        var play = new RoundPlay();
        await using var life = await HostedLife.StartAsync(run, CancellationToken.None);
        foreach (var act in play.Acts)
        {
            await life.ReachAsync(act.At, CancellationToken.None);
            switch (act.Name)
            {
                case "start":
                    await act.PlayAsync(life, CancellationToken.None);
                    await CouncilAnswersAsync(page, look, life);
                    await CouncilGivesNilReturnAsync(page, look, life);
                    await OfficerSeesFlaggedFirstAsync(page, look, life);
                    await ConferenceSeesNoViewYetAsync(page, look, life);
                    await DeadLinkSaysWhatToDoAsync(page, look, life);
                    break;
                case "adoption":
                    await ConferenceAdoptsAsync(page, look, life);
                    break;
                case "dissent":
                    await CouncilDissentsAsync(page, look, life);
                    break;
                case "decision":
                    await OfficeLooksAsync(page, look, life);
                    await SteeringGroupReadsAsync(page, look, life);
                    await act.PlayAsync(life, CancellationToken.None);
                    await CouncilReadsOutcomeAsync(page, look, life);
                    break;
                default:
                    await act.PlayAsync(life, CancellationToken.None);
                    break;
            }
        }

        await page.Context.CloseAsync();
        Assert.True(look.Faults.Count == 0, string.Join('\n', look.Faults.Distinct()));
    }

    private static async Task CouncilAnswersAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Invitation, RoundPlay.Councils[Answering], 'b');
        await look.LookAsync("reply");
        var paragraphs = await page.Locator("form#reply article.para").AllAsync();
        await ChooseAsync(paragraphs[0], Stance.Agree);
        await ChooseAsync(paragraphs[1], Stance.AgreeWithChanges);
        await paragraphs[1].Locator("textarea[name^='c-']").FillAsync("Bitte die Schulen nennen.");
        await ChooseAsync(paragraphs[2], Stance.Object);
        await paragraphs[2].Locator("textarea[name^='c-']").FillAsync("Das geht an den Stadtteilen vorbei.");
        var first = await SubmitAsync(page, () => look.LookAsync("review"));
        await look.LookAsync("receipt");
        Assert.Contains("Bitte die Schulen nennen.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);

        await page.Locator("a.button[href*='/b/']").ClickAsync();
        await page.Locator($"textarea[name='{FieldNames.Overall}']").FillAsync("Insgesamt auf gutem Weg.");
        var second = await SubmitAsync(page);
        Assert.NotEqual(first, second);
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Bitte die Schulen nennen.", text, StringComparison.Ordinal);
        Assert.Contains("Insgesamt auf gutem Weg.", text, StringComparison.Ordinal);

        await page.GotoAsync((await life.LinkAsync(MailKind.Invitation, RoundPlay.Councils[Answering].Emails![0], RoundPlay.Start, 'b', CancellationToken.None)).AbsoluteUri + "?sprache=en");
        await look.LookAsync("reply-again-english");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
    }

    private static async Task CouncilGivesNilReturnAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Invitation, RoundPlay.Councils[WithoutView], 'b');
        await page.Locator($"button[value='{ReplyActions.AskNil}']").ClickAsync();
        await look.LookAsync("nil");
        await page.Locator($"button[value='{ReplyActions.ConfirmNil}']").ClickAsync();
        Assert.NotEmpty(await page.Locator(".receipt-number").InnerTextAsync());
        await look.LookAsync("receipt-nil");
    }

    private static async Task OfficerSeesFlaggedFirstAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Invitation, RoundPlay.The(BodyKind.EqualityOfficer), 'b');
        await look.LookAsync("equality");
        var flags = await page.Locator("form#reply article.para").EvaluateAllAsync<bool[]>("all => all.map(p => p.querySelector('.badge.equality') !== null)");
        Assert.Contains(true, flags);
        Assert.Contains(false, flags);
        Assert.Equal(flags.OrderByDescending(flagged => flagged), flags);
    }

    private static async Task ConferenceSeesNoViewYetAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.ConferenceReading, RoundPlay.The(BodyKind.DelegateConference), 'b');
        await look.LookAsync("conference-waiting");
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Frühe Sichten sollen spätere nicht lenken", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bitte die Schulen nennen.", text, StringComparison.Ordinal);
    }

    private static async Task DeadLinkSaysWhatToDoAsync(IPage page, Inspection look, Life life)
    {
        var answer = await page.GotoAsync(new Uri(life.Address, "b/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").AbsoluteUri);
        Assert.Equal(404, answer!.Status);
        await look.LookAsync("dead-link");
    }

    private static async Task ConferenceAdoptsAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Invitation, RoundPlay.The(BodyKind.DelegateConference), 'b');
        await look.LookAsync("conference");
        await FoldsOnAPhoneAsync(page, look);
        var card = page.Locator("form#reply article.bundle", new() { HasText = "Bitte die Schulen nennen." }).First;
        var id = await card.GetAttributeAsync("id");
        await card.Locator("li.row", new() { HasText = "Bitte die Schulen nennen." }).First.Locator("button[value^='uebernehmen']").ClickAsync();
        Assert.EndsWith($"#{id}", page.Url, StringComparison.Ordinal);
        Assert.Equal("Bitte die Schulen nennen.", await page.Locator($"textarea[name='{FieldNames.Comment(id!)}']").InputValueAsync());
        foreach (var tick in await page.Locator($"input[name='{FieldNames.Sources(id!)}']").AllAsync())
            await tick.CheckAsync();
        if (await page.Locator($"#{id} button[value^='zusammenfuehren']").CountAsync() > 0)
            await page.Locator($"#{id} button[value^='zusammenfuehren']").ClickAsync();
        Assert.Contains("Bitte die Schulen nennen.", await page.Locator($"textarea[name='{FieldNames.Comment(id!)}']").InputValueAsync(), StringComparison.Ordinal);
        await look.LookAsync("conference-merged");
        await page.Locator($"textarea[name='{FieldNames.Overall}']").FillAsync("Die Beiräte tragen den Entwurf mit.");
        await SubmitAsync(page, () => look.LookAsync("review-conference"));
        await look.LookAsync("receipt-conference");
        await life.Mailbox.ExpectAsync(MailKind.Adopted, RoundPlay.Councils.Count, RoundPlay.Start, CancellationToken.None);
    }

    private static async Task FoldsOnAPhoneAsync(IPage page, Inspection look)
    {
        await page.SetViewportSizeAsync(360, 740);
        await page.ReloadAsync();
        // Without script nothing folds by itself; everything can be folded.
        var open = await page.Locator("details[data-fold-narrow][open]").CountAsync();
        Assert.Equal(look.HasScript, open == 0);
        await page.SetViewportSizeAsync(1280, 900);
        await page.ReloadAsync();
        Assert.NotEqual(0, await page.Locator("details[data-fold-narrow][open]").CountAsync());
    }

    private static async Task CouncilDissentsAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Adopted, RoundPlay.Councils[Answering], 'b');
        Assert.Contains("Die Beiräte tragen den Entwurf mit.", await page.Locator("#gemeinsam").InnerTextAsync(), StringComparison.Ordinal);
        await look.LookAsync("joint");
        await page.Locator($"#abweichend textarea[name='{FieldNames.DissentReason}']").FillAsync("Wir bleiben bei unserem Einwand.");
        await page.Locator("#abweichend button[type=submit]").ClickAsync();
        Assert.Contains("Wir bleiben bei unserem Einwand.", await page.Locator("#abweichend [role=status]").InnerTextAsync(), StringComparison.Ordinal);
        await look.LookAsync("dissent");
        await CouncilDisownsAsync(page, look, life);
    }

    // Somebody else at the council's address did not know of it.
    private static async Task CouncilDisownsAsync(IPage page, Inspection look, Life life)
    {
        var mail = await life.Mailbox.NewestAsync(MailKind.DissentReceipt, RoundPlay.Councils[Answering].Emails![0], RoundPlay.Start, CancellationToken.None);
        using var read = await life.Mailbox.OpenAsync(mail, CancellationToken.None);
        var link = new Uri(read.QuerySelectorAll("a").Single(a => a.TextContent == "Das waren wir nicht").GetAttribute("href")!);
        await page.GotoAsync(new Uri(life.Address, link.PathAndQuery).AbsoluteUri);
        await look.LookAsync("disown");
        await page.Locator("main form button[type=submit]").ClickAsync();
        Assert.Contains("ist bei uns", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await look.LookAsync("disowned");
    }

    private static async Task OfficeLooksAsync(IPage page, Inspection look, HostedLife life)
    {
        await page.GotoAsync(new Uri(life.Address, "dashboard").AbsoluteUri);
        await look.LookAsync("signed-out");
        await page.GotoAsync(life.Host.SignInAddress.AbsoluteUri);
        if (await page.Locator("main form button[type=submit]").CountAsync() > 0)
        {
            await look.LookAsync("sign-in");
            await page.Locator("main form button[type=submit]").ClickAsync();
        }

        await look.LookAsync("dashboard");
        await page.Locator($"h2#{RoundPlay.RoundId} a").ClickAsync();
        Assert.Equal(RoundPlay.Roster.Bodies.Count, await page.Locator("table tbody tr").CountAsync());
        await look.LookAsync("round");
        await page.Locator("section.note.error textarea").FillAsync("Angerufen: Der Vorstand wusste davon.");
        await page.Locator("section.note.error button[type=submit]").ClickAsync();
        Assert.Equal(0, await page.Locator("section.note.error").CountAsync());
        await page.Locator("a[href$='/synopsis']").ClickAsync();
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Bitte die Schulen nennen.", text, StringComparison.Ordinal);
        Assert.Contains("Wir bleiben bei unserem Einwand.", text, StringComparison.Ordinal);
        await look.LookAsync("synopsis");
        await page.GotoAsync(new Uri(life.Address, "dashboard/mails").AbsoluteUri);
        Assert.Contains("Abgeben (nur für Sie)", await page.FrameLocator("iframe").Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        await look.LookAsync("mails");
        await page.Locator("a[href*='/letter']").ClickAsync();
        await look.LookAsync("sample-letter");
    }

    private static async Task SteeringGroupReadsAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.SteeringSynopsis, RoundPlay.Roster.SteeringGroup!, 's');
        Assert.Contains("Bitte die Schulen nennen.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await look.LookAsync("steering");
        await page.GotoAsync(life.InboxAddress.AbsoluteUri);
        await look.LookAsync("inbox");
        await page.GotoAsync(new Uri(life.InboxAddress, "mails/1").AbsoluteUri);
        await look.LookAsync("inbox-mail");

        // The inbox serves it in a sandbox in which no timer ever ends, and axe waits for its own: a mail program shows it without one.
        var mail = await page.APIRequest.GetAsync(new Uri(life.InboxAddress, "api/mails/1/html").AbsoluteUri);
        await page.GotoAsync("about:blank");
        await page.SetContentAsync(await mail.TextAsync());
        await look.LookAsync("mail", isMail: true);
    }

    private static async Task CouncilReadsOutcomeAsync(IPage page, Inspection look, Life life)
    {
        await OpenAsync(page, life, MailKind.Outcome, RoundPlay.Councils[WithoutView], 'o');
        await look.LookAsync("outcome");
    }

    private static async Task OpenAsync(IPage page, Life life, MailKind kind, RosterEntry whom, char which)
    {
        var answer = await page.GotoAsync((await life.LinkAsync(kind, whom.Emails![0], RoundPlay.Start, which, CancellationToken.None)).AbsoluteUri);
        Assert.Equal(200, answer!.Status);
    }

    private static async Task ChooseAsync(ILocator paragraph, Stance stance) =>
        await paragraph.Locator($"label.choice:has(input[value='{stance}'])").ClickAsync();

    private static async Task<string> SubmitAsync(IPage page, Func<Task>? review = null)
    {
        await page.Locator($"form#reply button[value='{ReplyActions.Review}']").ClickAsync();
        if (review is not null)
            await review();
        await page.Locator($"form#review button[value='{ReplyActions.Submit}']").ClickAsync();
        return await page.Locator(".receipt-number").InnerTextAsync();
    }
}
