using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

[Collection(Standing.Name)]
public sealed class LinkTests(ApiHost host)
{
    [Theory]
    [InlineData("b")]
    [InlineData("s")]
    [InlineData("o")]
    public async Task Open_UnknownOrMalformed_IsAPageOf404(string kind)
    {
        string[] tokens = ["x", new('A', 43), new('A', 42), "%41", "..%2f..%2fapi", "%F0%9F%92%A5", "a'%20or%20PartitionKey%20ne%20'", new('ä', 43), new('a', 3000)];
        foreach (var token in tokens)
            (await host.GetAsync($"{kind}/{token}", host.Anybody)).MustBePage(404);
    }

    [Fact]
    public async Task Post_UnknownLink_IsAPageOf404()
    {
        using var form = new FormUrlEncodedContent([new("overall", "Text"), new("action", "submit")]);
        using var response = await host.Anybody.PostAsync($"b/{new string('A', 43)}", form);

        (await ApiAnswer.OfAsync(response)).MustBePage(404);
    }

    [Fact]
    public async Task Open_LinkOfAnotherKind_Is404()
    {
        var roundId = await host.StartAsync();

        (await host.GetAsync($"s/{host.Token(roundId, "runder-tisch")}", host.Anybody)).MustBePage(404);
        (await host.GetAsync($"o/{host.Token(roundId, "runder-tisch")}", host.Anybody)).MustBePage(404);
        (await host.GetAsync($"b/{host.Token(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}", host.Anybody)).MustBePage(404);
    }

    [Fact]
    public async Task Open_ConferenceBeforeItsTurn_ShowsTheDraftAndNoView()
    {
        var roundId = await host.StartAsync(host.Settings(conference: true));
        Assert.Equal(MailState.Sent, (await host.ReadAsync(roundId)).Mail("konferenz.ConferenceReading.0")!.State);
        var council = await ReplyVisit.OpenAsync(host, roundId, "beirat-mitte");
        Assert.Equal(303, (await council.SubmitAsync("Frühe Ansicht des Beirats")).Status);

        var page = (await host.GetAsync($"b/{host.Token(roundId, "konferenz")}", host.Anybody)).MustBePage(200).Page;

        Assert.Contains("Alle Kinder lernen gemeinsam", page.Words, StringComparison.Ordinal);
        Assert.Contains("Bisher haben 1 von 1 Beiräten geantwortet.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Frühe Ansicht des Beirats", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Revoked_Is410AndTheNewLinkWorks()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        var revoked = await host.PostAsync($"api/rounds/{roundId}/bodies/runder-tisch/link/revocation", new { reason = "An Falsche weitergeleitet" });

        Assert.Equal(204, revoked.Status);
        (await host.GetAsync($"b/{visit.Token}", host.Anybody)).MustBePage(410);
        Assert.Equal(200, (await host.GetAsync($"b/{host.Token(roundId, "runder-tisch", generation: 2)}", host.Anybody)).Status);
        Assert.Equal(MailState.Sent, (await host.ReadAsync(roundId)).Mail("runder-tisch.LinkWithdrawn.1")!.State);
    }

    [Fact]
    public async Task Post_RevokedMeanwhile_Is410AndShowsTheTextBack()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await host.PostAsync($"api/rounds/{roundId}/bodies/runder-tisch/link/revocation", new { reason = "x" });

        var answer = (await visit.SubmitAsync("Zwei Stunden Arbeit.")).MustBePage(410);

        Assert.Contains("Zwei Stunden Arbeit.", answer.Page.Words, StringComparison.Ordinal);
        Assert.Empty((await host.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Get_EveryPage_ChangesNothing()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await visit.SubmitAsync("Eine Sicht.");
        var before = await host.RowsAsync(roundId);

        string[] pages =
        [
            $"b/{visit.Token}", $"b/{visit.Token}/receipt/1", $"b/{visit.Token}/draft.txt", $"b/{visit.Token}/deadline.ics", $"b/{visit.Token}?sprache=en", $"b/{visit.Token}?action=nil-confirmed&overall=x",
            $"s/{host.Token(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}", $"api/rounds/{roundId}", $"api/rounds/{roundId}/log", $"api/rounds/{roundId}/draft", "api/rounds",
        ];
        foreach (var page in pages)
        {
            Assert.Equal(200, (await host.GetAsync(page)).Status);
            using var head = new HttpRequestMessage(HttpMethod.Head, page);
            using var _ = await host.Anybody.SendAsync(head);
        }

        await host.IdleAsync();
        Assert.Equal(before, await host.RowsAsync(roundId));
    }
}
