using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Tests.Attachments;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Safety;

/// <summary>Markup in every field that somebody can fill, names of files included, is text on every page that shows it.</summary>
public sealed class StoredScriptTests : IDisposable
{
    // Breaks out of an attribute, a text area, a title, a comment; ends in an element that a test would find.
    private const string Attack = "\"'></textarea></title></style>--><script id=\"xss\">alert(1)</script><img class=\"xss\" src=x onerror=alert(1)><svg onload=alert(1)>";
    private const string FileAttack = "\"><img class=xss src=x onerror=alert(1)>'.pdf";

    private readonly PublicSite site = new();
    private int marks;

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task EveryFieldOfTheStatement_OnEveryPageThatShowsIt_IsText()
    {
        var round = await new SampleRound(site).StartAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var first = Inert(await site.GetAsync($"b/{token}"), mustShow: false);
        var fields = first.Fields();
        foreach (var area in first.Page.QuerySelectorAll("form#reply textarea[name], form#reply input[type=text][name], form#reply input[type=date][name]"))
            fields[area.GetAttribute("name")!] = Marked();

        // Every field at once, the broken ones included: shown back.
        Inert(await PressAsync(token, fields, ReplyActions.Submit, FileAttack));
        foreach (var name in fields.Keys.Where(name => name.StartsWith("resolution", StringComparison.Ordinal)).ToList())
            fields[name] = "";
        foreach (var action in (string[])[ReplyActions.Save, ReplyActions.Attach, "sprache-en", "sprache-ar", ReplyActions.AskNil])
            Inert(await PressAsync(token, fields, action, FileAttack), mustShow: action != ReplyActions.AskNil);
        fields["dateien"] = (await site.GetAsync($"b/{token}")).Value("input[name=dateien]");
        var review = Inert(await PressAsync(token, fields, ReplyActions.Review));
        var submitted = await PressAsync(token, review.Fields("form#review"), ReplyActions.Submit);
        Assert.Equal(303, submitted.Status);
        Inert(await site.GetAsync(submitted.Location));
        Inert(await site.GetAsync($"b/{token}"));
        Inert(await site.GetAsync($"b/{token}?sprache=ar"));

        var upload = await site.PostAsync($"b/{token}/draft-files", fields, (FieldNames.Files, FileAttack, SampleFiles.Pdf("zwei")));
        using (var json = System.Text.Json.JsonDocument.Parse(upload.Body))
            AssertInert(new HtmlParser().ParseDocument(json.RootElement.GetProperty("list").GetString()!));

        await site.OpenConferenceAsync(round.RoundId);
        var conference = await site.LinkAsync(round.RoundId, RoundBuilder.ConferenceId);
        var workspace = Inert(await site.GetAsync($"b/{conference}"));
        var joint = workspace.Fields();
        joint["overall"] = Marked();
        Assert.Equal(303, (await PressAsync(conference, joint, ReplyActions.Submit)).Status);
        Inert(await site.GetAsync($"b/{token}"));
        await round.FreezeAsync();
        Inert(await site.GetAsync($"s/{await site.LinkAsync(round.RoundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}"));
        await round.ReturnAsync();
        Inert(await site.GetAsync($"o/{await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(2), LinkKind.Outcome)}"));
        var (second, _) = await round.ReviseAsync();
        Inert(await site.GetAsync($"b/{await site.LinkAsync(second, RoundBuilder.CouncilId(1))}"));
    }

    [Fact]
    public async Task NamesOfFiles_InHeadersOfTheDownload_StayOneHeader()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        var page = await PressAsync(token, (await site.GetAsync($"b/{token}")).Fields(), ReplyActions.Attach, FileAttack);

        var answer = await site.GetAsync(page.Page.QuerySelector("#anhaenge .files a")!.GetAttribute("href")!);

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain('<', answer.Headers.ContentDisposition.ToString());
        Assert.DoesNotContain('\n', answer.Headers.ContentDisposition.ToString());
    }

    [Fact]
    public async Task MarkupInTheDraft_IsText()
    {
        var markdown = $"# Entwurf\n\n## Bildung {Attack}\n\nEin Absatz {Attack} mit [Link](javascript:alert(1)) und <iframe src=x></iframe>.\n\n> Zitat {Attack}\n\n- Punkt {Attack}\n";
        var builder = RoundBuilder.Full();
        builder.Draft = DraftReader.Read(System.Text.Encoding.UTF8.GetBytes(markdown), "entwurf.md", DraftLimits.Default).Draft!;
        var roundId = await site.StartAsync(builder);

        foreach (var path in (string[])[$"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1))}", $"s/{await site.LinkAsync(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}", $"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(1))}/paper"])
        {
            var page = Inert(await site.GetAsync(path));
            Assert.Empty(page.Page.QuerySelectorAll("iframe, a[href^=javascript]"));
        }
    }

    private string Marked() => $"m{++marks} {Attack}";

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action, string? file = null)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields, file is null ? [] : [(FieldNames.Files, file, SampleFiles.Pdf())]);
    }

    private static SiteAnswer Inert(SiteAnswer answer, bool mustShow = true)
    {
        AssertInert(answer.Page);
        if (mustShow)
            Assert.Contains("alert(1)", answer.Page.Body!.TextContent, StringComparison.Ordinal);
        return answer;
    }

    private static void AssertInert(IDocument page)
    {
        Assert.Empty(page.QuerySelectorAll("#xss, .xss, [onerror], [onload], svg[onload]"));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.StartsWith("/assets/", script.GetAttribute("src"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("*"), element => Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
    }
}
