using Azure.Storage.Blobs;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing;
using LipServerless.Web.Staff;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>A bug in one body's part: staff see it at once, the others' parts go on, and it goes on when somebody says so.</summary>
[Collection(Standing.Name)]
public sealed class StuckPartsTests(ApiHost host)
{
    [Fact]
    public async Task BugInOneBodysPart_ShowsAtOnce_AndGoesOnAfterReconcileNow()
    {
        var roundId = await host.StartAsync();
        Assert.Empty((await DashboardAsync($"dashboard/rounds/{roundId}")).Page.Page.QuerySelectorAll(".note.error"));
        var draft = new BlobContainerClient(AzuriteFixture.Shared.ConnectionString, host.DocumentsContainer)
            .GetBlobClient((await host.ReadAsync(roundId)).Round.DraftDocument);
        var content = (await draft.DownloadContentAsync()).Value.Content;
        await draft.DeleteAsync();
        await host.PostAsync($"api/rounds/{roundId}/close", new { bodyId = "runder-tisch", reason = "Hat schon geantwortet." });
        await draft.UploadAsync(content);

        var note = (await DashboardAsync($"dashboard/rounds/{roundId}")).Page.Page.QuerySelector(".note.error")!.TextContent;
        Assert.Contains("Runder Tisch", note, StringComparison.Ordinal);
        Assert.DoesNotContain("Stadtjugendring", note, StringComparison.Ordinal);
        Assert.Contains("Gespeichert ist alles.", note, StringComparison.Ordinal);
        Assert.Contains("Runder Tisch", (await DashboardAsync("dashboard")).Page.Page.QuerySelector($"section[aria-labelledby={roundId}] .note.error")!.TextContent, StringComparison.Ordinal);

        // By the timer not yet: it would fail again.
        var generation = (await host.ReadAsync(roundId)).Round.Generation;
        await host.Service<Durable.RoundRunner>().EnsureAllAsync(host.Host.Host.DurableClient, resume: false, default);
        await host.IdleAsync();
        Assert.Equal(generation, (await host.ReadAsync(roundId)).Round.Generation);

        await host.Service<Durable.RoundRunner>().EnsureAllAsync(host.Host.Host.DurableClient, resume: true, default);
        await host.IdleAsync();
        Assert.Equal(generation + 1, (await host.ReadAsync(roundId)).Round.Generation);
        Assert.Empty((await DashboardAsync($"dashboard/rounds/{roundId}")).Page.Page.QuerySelectorAll(".note.error"));
        Assert.Equal(MailState.Sent, (await host.ReadAsync(roundId)).Mails.Single(mail => mail.MailId.StartsWith("runder-tisch.ClosedEarly", StringComparison.Ordinal)).State);
    }

    private async Task<ApiAnswer> DashboardAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", $"{StaffSession.CookieName}={host.Service<StaffSession>().Cookie("Ada Probe")}");
        using var response = await host.Anybody.SendAsync(request);
        return (await ApiAnswer.OfAsync(response)).MustBePage(200);
    }
}
