using LipServerless.Domain.Tests.Attachments;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;
using Microsoft.Playwright;

namespace LipServerless.EndToEnd.Tests.Browser;

/// <summary>Files and proposed wordings in a browser, with and without script, left to right and right to left.</summary>
public sealed class AttachmentTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [SkippableTheory]
    [InlineData(true, "de")]
    [InlineData(false, "de")]
    [InlineData(true, "ar")]
    [InlineData(false, "ar")]
    public async Task Files_ChosenRefusedRemovedAndSubmitted_NothingTypedIsLost(bool script, string language)
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await browser.OpenAsync(script);
        var look = new Inspection(page, $"files-{(script ? "with" : "without")}-script-{language}", script);
        await page.GotoAsync(new Uri(server.Address, $"b/{await server.Site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1))}?sprache={language}").AbsoluteUri);
        await page.Locator("#overall").FillAsync("Nicht verlieren");

        await ChooseAsync(page, script, FieldNames.Files, File("Größe & Maß.pdf", SampleFiles.Pdf("eins")), File("weg.pdf", SampleFiles.Pdf("zwei")), File("bild.svg", "<svg/>"u8.ToArray()));

        var files = page.Locator("#anhaenge .files li");
        await Assertions.Expect(files).ToHaveCountAsync(2);
        await Assertions.Expect(files.First).ToContainTextAsync("Größe & Maß.pdf");
        await Assertions.Expect(page.Locator("#anhang-f")).ToContainTextAsync("bild.svg");
        Assert.Equal("Nicht verlieren", await page.Locator("#overall").InputValueAsync());
        await look.LookAsync("chosen");
        await files.Nth(1).Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator("#anhaenge .files li")).ToHaveCountAsync(1);
        Assert.Equal("Nicht verlieren", await page.Locator("#overall").InputValueAsync());

        await page.Locator("details:has(#protokoll) summary").ClickAsync();
        await ChooseAsync(page, script, FieldNames.Minutes, File("Protokoll.docx", SampleFiles.Docx()));
        await Assertions.Expect(page.Locator("#anhaenge .files li")).ToHaveCountAsync(2);
        await page.Locator($"form#reply button[value='{ReplyActions.Review}']").First.ClickAsync();
        await Assertions.Expect(page.Locator("form#review .files li")).ToHaveCountAsync(2);
        await page.Locator($"form#review button[value='{ReplyActions.Submit}']").ClickAsync();
        await Assertions.Expect(page.Locator(".files li")).ToHaveCountAsync(2);
        await look.LookAsync("receipt");
        Assert.Equal(2, Assert.Single((await server.Site.Office.ReadAsync(round.RoundId)).Statements).Attachments.Count);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".files a").First.ClickAsync());
        Assert.Equal("Größe & Maß.pdf", download.SuggestedFilename);
        await page.Context.CloseAsync();
        Assert.True(look.Faults.Count == 0, string.Join('\n', look.Faults.Distinct()));
    }

    [SkippableFact]
    public async Task Files_TooMuchAtOnce_SaysWhenToTryAgain_AndTheSameFileCanBeChosenAgain()
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await browser.OpenAsync(script: true);
        await page.GotoAsync(new Uri(server.Address, $"b/{await server.Site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1))}").AbsoluteUri);
        await page.Locator("#overall").FillAsync("Nicht verlieren");
        await page.RouteAsync("**/draft-files", route => route.FulfillAsync(new() { Status = 429, ContentType = "application/json", Body = """{"state":"Bitte in 3 Minuten noch einmal."}""" }));
        var (file, said) = (File("Plan.pdf", SampleFiles.Pdf("eins")), page.Locator("#anhaenge [data-state]"));

        await ChooseAsync(page, script: true, FieldNames.Files, file);
        await Assertions.Expect(said).ToHaveTextAsync("Bitte in 3 Minuten noch einmal.");
        await Assertions.Expect(page.Locator($"button[value='{ReplyActions.Attach}']")).ToBeHiddenAsync();

        await page.UnrouteAllAsync();
        await ChooseAsync(page, script: true, FieldNames.Files, file);
        await Assertions.Expect(page.Locator("#anhaenge .files li")).ToHaveCountAsync(1);
        Assert.Equal("Nicht verlieren", await page.Locator("#overall").InputValueAsync());
        await page.Context.CloseAsync();
    }

    [SkippableFact]
    public async Task Wording_WhileOneTypes_IsComparedAsTheServerDoes()
    {
        await using var server = await SiteServer.StartAsync();
        var round = await new SampleRound(server.Site).StartAsync();
        var page = await browser.OpenAsync(script: true);
        await page.GotoAsync(new Uri(server.Address, $"b/{await server.Site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1))}").AbsoluteUri);
        var paragraph = page.Locator("form#reply article.para").First;
        await paragraph.Locator(".wording-field summary").ClickAsync();
        var field = paragraph.Locator("textarea[name^='w-']");
        var text = await paragraph.Locator(".para-text").InnerTextAsync();

        await field.FillAsync(text + " <b>Zusatz</b>");
        var preview = paragraph.Locator(".wording-preview");
        await Assertions.Expect(preview.Locator("ins")).ToContainTextAsync("<b>Zusatz</b>");
        var typed = await preview.Locator(".difference").TextContentAsync();
        await page.Locator($"form#reply button[value='{ReplyActions.Save}']").First.ClickAsync();
        Assert.Equal(typed, await page.Locator(".wording-preview .difference").TextContentAsync());

        await page.Locator("form#reply article.para textarea[name^='w-']").First.FillAsync("Ganz anderes.");
        await Assertions.Expect(page.Locator(".wording-preview")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static async Task ChooseAsync(IPage page, bool script, string field, params FilePayload[] files)
    {
        await page.Locator($"#{field}").SetInputFilesAsync(files);
        if (!script)
            await page.Locator($"button[value='{ReplyActions.Attach}']").ClickAsync();
    }
}
