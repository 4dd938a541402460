using LipServerless.Activities.Changes;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Erasure on request of a person, over HTTP.</summary>
[Collection(Standing.Name)]
public sealed class ErasureTests(ApiHost host)
{
    [Fact]
    public async Task Erase_AnEarlierVersion_IsGoneForAll_AndTheRoundsPageSaysSo()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await visit.SubmitAsync("Frau Probe, Musterstraße 1, meint …");
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("Wir meinen …");

        var answer = await EraseAsync(roundId, new { what = "Statement", number = 1, reason = "Antrag vom 2. März" });

        Assert.Equal((200, 1), (answer.Status, answer.Json["erased"]!.GetValue<int>()));
        var receipt = (await host.GetAsync($"b/{visit.Token}/receipt/1", host.Anybody)).MustBePage(200);
        Assert.Contains("Der Text wurde gelöscht.", receipt.Page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Frau Probe", receipt.Body, StringComparison.Ordinal);
        var page = (await new Desk(host).GetAsync($"dashboard/rounds/{roundId}")).MustBePage(200);
        Assert.Contains("Auf Antrag, Runder Tisch: Text einer Fassung, gelöscht am", page.Page.Words, StringComparison.Ordinal);
        Assert.Equal("1", (await host.GetAsync($"api/rounds/{roundId}")).Json["erased"]!["onRequest"]![0]!["which"]!.GetValue<string>());
        var log = await host.Store.ReadAuditAsync(roundId, default);
        Assert.Null(AuditVerification.FirstBroken(log));
        Assert.Equal(("runder-tisch Statement 1", "Ada Probe", "Antrag vom 2. März"), (log[^1].Entry.Subject, log[^1].Side!.Who, log[^1].Side!.Detail));
    }

    [Fact]
    public async Task Erase_WhatIsWrong_IsSaidByField_AndChangesNothing()
    {
        var roundId = await host.StartAsync();
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("Wir meinen …");
        var before = await host.RowsAsync(roundId);

        Assert.Equal(["number"], (await EraseAsync(roundId, new { what = "Statement", reason = "x" })).MustBeProblem(400).Fields);
        Assert.Equal(["reason"], (await EraseAsync(roundId, new { what = "LogDetails", reason = " " })).MustBeProblem(400).Fields);
        Assert.Equal(["$.what"], (await EraseAsync(roundId, new { what = "Alles", reason = "x" })).MustBeProblem(400).Fields);
        (await EraseAsync(roundId, new { what = "Statement", number = 1, reason = "x" })).MustBeProblem(409);
        (await EraseAsync(roundId, new { what = "LogDetails", reason = "x" }, "niemand")).MustBeProblem(404);
        (await EraseAsync("gibt-es-nicht", new { what = "LogDetails", reason = "x" })).MustBeProblem(404);
        Assert.Equal(401, (await host.PostAsync($"api/rounds/{roundId}/bodies/runder-tisch/erasure", new { what = "LogDetails", reason = "x" }, host.Anybody)).Status);
        Assert.Equal(before, await host.RowsAsync(roundId));
    }

    private Task<ApiAnswer> EraseAsync(string roundId, object request, string body = "runder-tisch") =>
        host.PostAsync($"api/rounds/{roundId}/bodies/{body}/erasure", request);
}
