using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Mails;
using LipServerless.Web.Mails.Preview;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;
using LipServerless.Web.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Mails;

/// <summary>Every mail there is, with sample data, in every language: what holds for all of them.</summary>
public sealed partial class MailSampleTests : IDisposable
{
    private readonly PublicSite site = new();

    public static TheoryData<string> Samples => [.. MailSample.All.Select(sample => sample.Key)];

    public void Dispose() => site.Dispose();

    [Fact]
    public void All_HoldEveryKindAndEachUnderItsOwnKey()
    {
        Assert.Empty(Enum.GetValues<MailKind>().Except(MailSample.All.Select(sample => sample.Kind)));
        Assert.Equal(MailSample.All.Count, MailSample.All.Select(sample => sample.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Mail_AnySampleInAnyLanguage_IsWholeAndLoadsNothing(string key)
    {
        foreach (var language in TextCatalog.Languages)
        {
            var mail = await site.Services.GetRequiredService<IMailComposer>().ComposeAsync(MailSample.Find(key)!.Occasion(language, site.Office.Addresses), default);
            var html = new HtmlParser().ParseDocument(mail.Html);

            Assert.Equal((language, TextCatalog.For(language).Direction), (html.DocumentElement.GetAttribute("lang"), html.DocumentElement.GetAttribute("dir")));
            Assert.NotNull(html.QuerySelector("meta[name=viewport]"));
            Assert.Empty(html.QuerySelectorAll("script, img, link, style, iframe, form, object, embed, video, audio, base, [src], [background]"));
            Assert.DoesNotMatch(LoadsInStyle(), mail.Html);
            Assert.All(html.QuerySelectorAll("a"), a => Assert.StartsWith(site.Office.Addresses.BaseUrl.AbsoluteUri, a.GetAttribute("href"), StringComparison.Ordinal));
            Assert.DoesNotMatch(FixedWidth(), mail.Html);
            Assert.DoesNotContain("{0}", mail.Text + mail.Subject, StringComparison.Ordinal);
            // The plain text leaves nothing out: every word of a link, a fact or a quote is in it.
            foreach (var words in html.QuerySelectorAll("strong, a").Select(element => element.TextContent))
                Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Letter_AnySampleInAnyLanguage_HasAddressWordsAndItsWayToThePage(string key)
    {
        foreach (var language in TextCatalog.Languages)
        {
            var letter = LetterModel.Of(MailSample.Find(key)!.Occasion(language, site.Office.Addresses));
            var scope = new PageScope(letter.Mail.Texts, site.Services.GetRequiredService<SitePaths>());
            var page = new HtmlParser().ParseDocument(await site.Services.GetRequiredService<PageRenderer>().RenderAsync<LetterPreviewPage>(scope, letter));
            var sheet = page.QuerySelector("article.letter")!;

            Assert.Contains("Beispielstraße 1", sheet.QuerySelector("address")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(letter.Mail.Subject, sheet.QuerySelector("h1")!.TextContent);
            Assert.Equal(letter.MainLink.Address.AbsoluteUri, sheet.QuerySelector("code")!.TextContent);
            Assert.Equal(letter.Code.Path, sheet.QuerySelector(".qr path")!.GetAttribute("d"));
            // Nothing to click, and nothing that speaks of clicks.
            Assert.Empty(sheet.QuerySelectorAll("a, button, input"));
            Assert.Equal(
                letter.Mail.Blocks.OfType<MailParagraph>().Where(block => !block.OnScreenOnly).Select(block => block.Text),
                sheet.QuerySelectorAll("p.lines").Select(block => block.TextContent));
        }
    }

    [Fact]
    public async Task Letter_WithALinkToForward_SaysWhatEachIsFor()
    {
        var letter = LetterModel.Of(MailSample.Find(nameof(MailKind.Invitation))!.Occasion("de", site.Office.Addresses));
        var scope = new PageScope(letter.Mail.Texts, site.Services.GetRequiredService<SitePaths>());

        var page = new HtmlParser().ParseDocument(await site.Services.GetRequiredService<PageRenderer>().RenderAsync<LetterPreviewPage>(scope, letter));

        var links = page.QuerySelectorAll(".letter-link").Select(link => link.TextContent).ToList();
        Assert.Equal(2, links.Count);
        Assert.Contains("die nur für Sie gilt", links[0], StringComparison.Ordinal);
        Assert.Contains("Lesen und mitschreiben – zum Weiterleiten", links[1], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"url\s*\(|@import|expression\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex LoadsInStyle();

    // A phone is 360 pixels wide: widths are limits (max-width), never demands.
    [GeneratedRegex(@"(?<!max-)width\s*:\s*\d+px|\swidth=", RegexOptions.IgnoreCase)]
    private static partial Regex FixedWidth();
}
