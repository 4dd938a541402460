using AngleSharp.Html.Parser;
using LipServerless.Activities.Ports;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>"Das waren wir nicht", from the mail in the inbox to the dashboard and back.</summary>
[Collection(Standing.Name)]
public sealed class DisownedTests(ApiHost host)
{
    private const string Body = "runder-tisch";

    [Fact]
    public async Task Disowned_FromTheReceipt_ReachesOfficeAndDashboardUntilSettled()
    {
        var (roundId, path) = await DisownedAsync();
        var alarm = Assert.Single(host.Host.Inbox.Mails, mail => mail.Headers["x-lip-mail"] == $"{Body}/Disowned/{roundId}/1");
        var desk = new Desk(host);
        var page = await desk.GetAsync($"dashboard/rounds/{roundId}");
        var form = page.Page.Page.QuerySelector("section.note.error form")!;

        Assert.Contains("Das waren wir nicht", page.Page.Words, StringComparison.Ordinal);
        Assert.Contains("Das waren wir nicht", (await desk.GetAsync("dashboard")).Page.Words, StringComparison.Ordinal);
        Assert.Equal(host.Service<OfficeMailbox>().Address, Assert.Single(alarm.To).Address);
        var action = form.GetAttribute("action")!.TrimStart('/');
        var token = form.QuerySelector("input[name=form]")!.GetAttribute("value")!;

        Assert.Equal(400, (await desk.PostAsync(action, new() { ["form"] = token, ["finding"] = "  " })).Status);
        Assert.Equal(303, (await desk.PostAsync(action, new() { ["form"] = "guessed", ["finding"] = "Geklärt." })).Status);
        Assert.Contains("Das waren wir nicht", (await desk.GetAsync($"dashboard/rounds/{roundId}")).Page.Words, StringComparison.Ordinal);
        Assert.Equal(303, (await desk.PostAsync(action, new() { ["form"] = token, ["finding"] = "Angerufen, geklärt." })).Status);

        Assert.DoesNotContain("Das waren wir nicht", (await desk.GetAsync($"dashboard/rounds/{roundId}")).Page.Words, StringComparison.Ordinal);
        Assert.Contains("geklärt", (await host.GetAsync(path, host.Anybody)).Page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settle_ThroughTheApi_Is204AndUnknownReceiptsAre404()
    {
        var (roundId, path) = await DisownedAsync();
        var at = $"api/rounds/{roundId}/bodies/{Body}/disowned";

        Assert.Equal(204, (await host.PostAsync($"{at}/{path.Split('/')[^1]}/settlement", new { reason = "Geklärt." })).Status);
        (await host.PostAsync($"{at}/X/settlement", new { reason = "Geklärt." })).MustBeProblem(404);
        var said = (await host.GetAsync($"api/rounds/{roundId}")).Json["bodies"]!.AsArray().Single(body => body!["bodyId"]!.GetValue<string>() == Body)!["disowned"]![0]!;
        Assert.NotNull(said["settledAt"]);
    }

    private async Task<(string RoundId, string Path)> DisownedAsync()
    {
        var roundId = await host.StartAsync();
        await (await ReplyVisit.OpenAsync(host, roundId, Body)).SubmitAsync("Eine Sicht.");
        var receipt = Assert.Single(host.Host.Inbox.Mails, mail => mail.Headers["x-lip-mail"] == $"{Body}/Receipt/{roundId}/1");
        using var http = new HttpClient { BaseAddress = host.Host.Inbox.Address };
        var html = new HtmlParser().ParseDocument(await http.GetStringAsync($"api/mails/{receipt.Id}/html"));
        var path = new Uri(html.QuerySelectorAll("a").Single(a => a.TextContent == "Das waren wir nicht").GetAttribute("href")!).AbsolutePath.TrimStart('/');
        using var form = new FormUrlEncodedContent((await host.GetAsync(path, host.Anybody)).Page.Fields("main form"));
        using var said = await host.Anybody.PostAsync(path, form);
        Assert.Equal(303, (int)said.StatusCode);
        await host.IdleAsync();
        return (roundId, path);
    }
}
