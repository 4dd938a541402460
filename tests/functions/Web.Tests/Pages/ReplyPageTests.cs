using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class ReplyPageTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_OpenBody_ShowsWhoWhatAndUntilWhen()
    {
        var token = await ArrangeAsync();

        var answer = await site.GetAsync($"b/{token}");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Integrationsbeirat Mitte", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Runde 1", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Freitag, 10. April 2026, 24:00 Uhr (MESZ)", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Noch nichts abgegeben", answer.Words, StringComparison.Ordinal);
        Assert.Contains("OE 50.6", answer.Words, StringComparison.Ordinal);
        Assert.Contains("Alle Kinder lernen gemeinsam.", answer.Words, StringComparison.Ordinal);
        Assert.Equal(3, answer.Page.QuerySelectorAll("article.para").Length);
    }

    private async Task<string> ArrangeAsync(int council = 1)
    {
        var roundId = await site.StartAsync();
        return await site.LinkAsync(roundId, RoundBuilder.CouncilId(council));
    }
}
