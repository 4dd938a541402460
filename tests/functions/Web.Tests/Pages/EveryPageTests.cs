using LipServerless.Web.Legal;
using LipServerless.Web.Rendering;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>What holds of every page: headers, no inline code, fields with labels, unique ids, one main heading.</summary>
public sealed class EveryPageTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    [InlineData("tr")]
    [InlineData("ar")]
    public async Task Pages_InEveryState_KeepTheRules(string language)
    {
        foreach (var (name, answer) in await PageStates.AllAsync(site, language))
        {
            Assert.True(HtmlFaults.In(answer.Body) is [], $"{name}: {string.Join("; ", HtmlFaults.In(answer.Body))}");
            AssertHeaders(name, answer);
            AssertMarkup(name, answer);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>x</title><p>a<div>b</div></p>")]
    [InlineData("<!DOCTYPE html><title>x</title><b>a")]
    [InlineData("<title>x</title><p>no doctype")]
    public void HtmlFaults_BrokenMarkup_IsFound(string html) => Assert.NotEmpty(HtmlFaults.In(html));

    private static void AssertHeaders(string name, SiteAnswer answer)
    {
        Assert.True(answer.Headers.ContentSecurityPolicy == SecurityHeaders.ContentSecurityPolicy, name);
        Assert.DoesNotContain("unsafe", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.True(answer.Headers["Referrer-Policy"] == "no-referrer", name);
        Assert.True(answer.Headers.CacheControl == "no-store", name);
        Assert.True(answer.Headers.XContentTypeOptions == "nosniff", name);
        Assert.Empty(answer.Headers.SetCookie.ToString());
    }

    private static void AssertMarkup(string name, SiteAnswer answer)
    {
        var page = answer.Page;
        Assert.True(page.QuerySelectorAll("h1").Length == 1, $"{name}: one h1");
        Assert.False(answer.Words.Contains("Uhr Uhr", StringComparison.Ordinal), $"{name}: a moment says the hour's word itself");
        Assert.True(page.QuerySelectorAll("[style], style, script:not([src])").Length == 0, $"{name}: nothing inline");
        Assert.True(page.QuerySelectorAll("*").All(element => element.Attributes.All(attribute => !attribute.Name.StartsWith("on", StringComparison.Ordinal))), $"{name}: no handlers");
        Assert.All(page.QuerySelectorAll("[src], link[href]"), element => Assert.StartsWith("/assets/", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("form"), form => Assert.Equal("post", form.GetAttribute("method")));
        Assert.Equal("#inhalt", page.QuerySelector("a.skip")!.GetAttribute("href"));
        var legal = page.QuerySelectorAll(".site-foot .legal-links a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(Enum.GetValues<LegalPageKind>().Select(kind => $"/info/{kind.Name()}?sprache={page.DocumentElement.GetAttribute("lang")}"), legal);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        Assert.True(ids.Count == ids.Distinct(StringComparer.Ordinal).Count(), $"{name}: ids {string.Join(", ", ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))}");
        foreach (var field in page.QuerySelectorAll("textarea:not([hidden]), input:not([type=hidden])"))
        {
            var isLabelled = field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null;
            Assert.True(isLabelled, $"{name}: {field.OuterHtml}");
        }

        foreach (var reference in page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..])
            .Concat(page.QuerySelectorAll("[aria-labelledby]").Select(element => element.GetAttribute("aria-labelledby")!))
            .Concat(page.QuerySelectorAll("[aria-describedby]").SelectMany(element => element.GetAttribute("aria-describedby")!.Split(' '))))
        {
            Assert.True(ids.Contains(reference), $"{name}: #{reference}");
        }
    }
}
