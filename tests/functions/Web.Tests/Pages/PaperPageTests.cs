using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Paper;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

public sealed class PaperPageTests : IDisposable
{
    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_OpenBody_IsAFormToPrintWithNumbersAndWhatToDo()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));

        var answer = await site.GetAsync($"b/{token}/paper");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["Absatz 1", "Absatz 2", "Absatz 3"], answer.Page.QuerySelectorAll(".paper-para h3").Select(heading => heading.TextContent));
        Assert.Contains("Freitag, 10. April 2026, 24:00 Uhr (MESZ)", answer.Words, StringComparison.Ordinal);
        Assert.Contains("OE 50.6", answer.Words, StringComparison.Ordinal);
        Assert.Contains("☐ Zustimmung mit Änderungen", answer.Words, StringComparison.Ordinal);
        Assert.Equal(QrPath.Of(site.Office.Addresses.Reply(token)).Path, answer.Page.QuerySelector("figure.qr svg path")!.GetAttribute("d"));
        Assert.NotNull((await site.GetAsync($"b/{token}")).Page.QuerySelector($"a[href='/b/{token}/paper']"));
    }

    [Fact]
    public async Task Get_WhatWasTypedOnline_IsNotPrinted()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.SubmitAsync(roundId, RoundBuilder.CouncilId(1), TestOffice.Says("Online gesagt"));

        Assert.DoesNotContain("Online gesagt", (await site.GetAsync($"b/{token}/paper")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DeadLink_Is404() => Assert.Equal(404, (await site.GetAsync("b/nothing/paper")).Status);

    [Fact]
    public void QrPath_OfAnAddress_IsSquareWithAQuietZoneAndThreeCorners()
    {
        var code = QrPath.Of(new Uri("https://lip.example.org/b/abc"));

        Assert.True(code.Size >= 29);
        Assert.StartsWith($"M4 4h7v1h-7zM", code.Path, StringComparison.Ordinal);
        Assert.Contains($"M{code.Size - 11} 4h7v1h-7z", code.Path, StringComparison.Ordinal);
        Assert.Contains($"M4 {code.Size - 5}h7v1h-7z", code.Path, StringComparison.Ordinal);
    }
}
