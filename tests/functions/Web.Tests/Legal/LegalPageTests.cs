using System.Text;
using AngleSharp.Html.Parser;
using LipServerless.Activities.Ports;
using LipServerless.Web.Dashboard;
using LipServerless.Web.Legal;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using LipServerless.Web.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Web.Tests.Legal;

public sealed class LegalPageTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("info/datenschutz", "Datenschutzhinweise")]
    [InlineData("info/impressum", "Impressum")]
    [InlineData("info/barrierefreiheit", "Erklärung zur Barrierefreiheit")]
    [InlineData("info/leichte-sprache", "Diese Seite in Leichter Sprache")]
    public async Task Get_EachPage_HasItsTitleAndTheMarkOfASample(string path, string title)
    {
        var answer = await site.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Equal(title, answer.Page.QuerySelector("h1")!.TextContent);
        Assert.Contains(LegalMarkdown.SampleMark, answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(title, answer.Page.Title!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_LanguageWithoutAText_ShowsTheGermanOneAsGerman()
    {
        var answer = await site.GetAsync("info/impressum?sprache=ar");

        Assert.Equal("rtl", answer.Page.DocumentElement.GetAttribute("dir"));
        Assert.Contains(TextCatalog.For("ar")["legal.germanOnly"], answer.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var words = answer.Page.QuerySelector("h1")!.ParentElement!;
        Assert.Equal(("de", "ltr"), (words.GetAttribute("lang"), words.GetAttribute("dir")));
    }

    [Theory]
    [InlineData("en", "Accessibility statement")]
    [InlineData("de", "Erklärung zur Barrierefreiheit")]
    public async Task Get_Language_ShowsItsOwnText(string language, string title) =>
        Assert.Equal(title, (await site.GetAsync($"info/barrierefreiheit?sprache={language}")).Page.QuerySelector("h1")!.TextContent);

    [Fact]
    public async Task Get_UnknownPage_SaysSo() => Assert.Equal(404, (await site.GetAsync("info/agb")).Status);

    [Fact]
    public async Task Start_FaultyTexts_StopsTheHost()
    {
        using var library = new LegalLibrary(new Files(new LegalTextFile("impressum.de.md", Encoding.UTF8.GetBytes("<p>Impressum</p>"))));
        var start = new LegalTextsAtStart(library, NullLogger<LegalTextsAtStart>.Instance);

        await Assert.ThrowsAsync<LegalTextsException>(() => start.StartAsync(default));
    }

    [Fact]
    public async Task Start_StorageAway_GoesOnAndTheNextPageTriesAgain()
    {
        var files = new Files(new LegalTextFile("impressum.de.md", Encoding.UTF8.GetBytes("# Impressum\n\nWir."))) { Failure = new IOException("away") };
        using var library = new LegalLibrary(files);

        await new LegalTextsAtStart(library, NullLogger<LegalTextsAtStart>.Instance).StartAsync(default);
        await Assert.ThrowsAsync<IOException>(() => library.ReadAsync(default).AsTask());
        files.Failure = null;

        Assert.False((await library.ReadAsync(default)).Of(LegalPageKind.Imprint, "de").IsSample);
    }

    [Fact]
    public async Task Dashboard_SamplesInUse_WarnsStaffWhich()
    {
        var scope = new PageScope(TextCatalog.German, site.Services.GetRequiredService<SitePaths>());
        var model = new DashboardModel(new StaffHead("Ada Probe", "token"), site.Office.Clock.GetUtcNow(), []);

        var page = new HtmlParser().ParseDocument(await site.Services.GetRequiredService<PageRenderer>().RenderAsync<DashboardPage>(scope, model));

        var warning = page.QuerySelector("#legal-samples")!.TextContent;
        Assert.Contains("Datenschutzhinweise, Impressum, Erklärung zur Barrierefreiheit, Leichte Sprache", warning, StringComparison.Ordinal);
    }

    private sealed class Files(params LegalTextFile[] files) : ILegalTextFiles
    {
        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<LegalTextFile>> ReadAllAsync(CancellationToken cancellationToken) =>
            Failure is { } failure ? Task.FromException<IReadOnlyList<LegalTextFile>>(failure) : Task.FromResult<IReadOnlyList<LegalTextFile>>(files);
    }
}
