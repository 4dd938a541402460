using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Bodies behind their links, as long as no time passes.</summary>
[Collection(Standing.Name)]
public sealed class SubmittingTests(ApiHost host)
{
    [Fact]
    public async Task Submit_Statement_IsStoredBeforeItIsAcknowledgedAndAMailFollows()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");

        var receipt = await visit.ReceiptAsync(await visit.SubmitAsync("Gute Richtung, zu wenig Geld."));

        var round = await host.ReadAsync(roundId);
        var stored = Assert.Single(round.Statements);
        Assert.Contains(stored.ReceiptNumber, receipt.Body, StringComparison.Ordinal);
        Assert.Contains("Gute Richtung, zu wenig Geld.", receipt.Page.Words, StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, round.Mail("runder-tisch.Receipt.1")!.State);
    }

    [Fact]
    public async Task Submit_SameTextTwiceAtOnce_IsOneVersionWithOneReceipt()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");

        var answers = await Task.WhenAll(visit.SubmitAsync("Ein Doppelklick."), visit.SubmitAsync("Ein Doppelklick."), visit.SubmitAsync("Ein Doppelklick."));

        Assert.All(answers, answer => Assert.EndsWith("/receipt/1", answer.Location, StringComparison.Ordinal));
        Assert.Single((await host.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Submit_TwoOfOneBodyAtOnce_LaterIsToldOfTheEarlierAndBothAreKept()
    {
        var roundId = await host.StartAsync();
        var (first, second) = (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch"), await ReplyVisit.OpenAsync(host, roundId, "runder-tisch"));

        var answers = await Task.WhenAll(first.SubmitAsync("Sicht der Vorsitzenden."), second.SubmitAsync("Sicht der Geschäftsstelle."));

        var round = await host.ReadAsync(roundId);
        Assert.Equal([1, 2], round.Statements.Select(version => version.Number));
        var earlier = await visitOf(answers, "/receipt/1");
        var later = await visitOf(answers, "/receipt/2");
        Assert.DoesNotContain(round.Statement("runder-tisch", 2)!.ReceiptNumber, earlier.Page.Page.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(round.Statement("runder-tisch", 1)!.ReceiptNumber, later.Page.Page.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, round.Body("runder-tisch")!.WebVersion);

        async Task<ApiAnswer> visitOf(ApiAnswer[] all, string end) =>
            await first.ReceiptAsync(all.Single(answer => answer.Location.EndsWith(end, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Submit_Again_ReplacesWhatCountsAndKeepsBoth()
    {
        var roundId = await host.StartAsync();
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("Erste Fassung.");
        var again = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        Assert.Equal("Erste Fassung.", again.Fields["overall"].Trim());

        var receipt = await again.ReceiptAsync(await again.SubmitAsync("Zweite Fassung."));

        Assert.Null(receipt.Page.Page.QuerySelector(".note.warn"));
        Assert.Equal([1, 2], (await host.ReadAsync(roundId)).Statements.Select(version => version.Number));
    }

    [Fact]
    public async Task Submit_Nothing_Is400AndStoresNothing()
    {
        var roundId = await host.StartAsync();

        (await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("  \n ")).MustBePage(400);

        Assert.Empty((await host.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Submit_TextTooLong_Is400AndShowsItBack()
    {
        var roundId = await host.StartAsync();
        var text = $"{new string('x', 10_000)} Ende.";

        var answer = (await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync(text)).MustBePage(400);

        Assert.Equal(text, answer.Page.Fields()["overall"].Trim());
        Assert.Empty((await host.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Submit_FromAnotherSite_Is400AndStoresNothing()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");

        var answer = await visit.SendAsync(new() { ["overall"] = "Untergeschoben.", ["action"] = "submit", ["basedOn"] = "0" });

        answer.MustBePage(400);
        Assert.Empty((await host.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Submit_LargerThanAForm_Is413()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");

        (await visit.SubmitAsync(new string('x', 5 * 1024 * 1024))).MustBePage(413);
    }

    [Fact]
    public async Task Nil_OneClick_AsksAndStoresNothing_ASecondStores()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");

        (await visit.SubmitAsync("", "nil")).MustBePage(200);
        Assert.Empty((await host.ReadAsync(roundId)).Statements);
        await visit.ReceiptAsync(await visit.SubmitAsync("", "nil-confirmed"));

        Assert.True(Assert.Single((await host.ReadAsync(roundId)).Statements).IsNil);
    }

    [Fact]
    public async Task Submit_TwoBodies_NeitherSeesTheOther()
    {
        var roundId = await host.StartAsync();
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("Nur für die Stadt bestimmt.");

        var other = await host.GetAsync($"b/{host.Token(roundId, "stadtjugendring")}", host.Anybody);

        Assert.DoesNotContain("Nur für die Stadt bestimmt.", other.Body, StringComparison.Ordinal);
        (await host.GetAsync($"b/{host.Token(roundId, "stadtjugendring")}/receipt/1", host.Anybody)).MustBePage(404);
    }
}
