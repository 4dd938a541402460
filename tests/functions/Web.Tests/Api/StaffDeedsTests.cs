using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Staff;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>What staff do with a running round, over HTTP, as long as no time passes.</summary>
[Collection(Standing.Name)]
public sealed class StaffDeedsTests(ApiHost host)
{
    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/draft")]
    [InlineData("GET", "/log")]
    [InlineData("GET", "/synopsis")]
    [InlineData("POST", "/close")]
    [InlineData("POST", "/revisions")]
    public async Task AnyDeed_UnknownRound_Is404(string method, string path)
    {
        var answer = method == "GET"
            ? await host.GetAsync($"api/rounds/gibt-es-nicht{path}")
            : await host.PostAsync($"api/rounds/gibt-es-nicht{path}", new { reason = "weil" });

        answer.MustBeProblem(404);
    }

    [Theory]
    [InlineData("extensions", """{"lastDay":"2026-04-30","reason":"x","grund":"y"}""", "$.grund")]
    [InlineData("extensions", """{"lastDay":"30.04.2026","reason":"x"}""", "$.lastDay")]
    [InlineData("extensions", """{"reason":"x"}""", "$")]
    [InlineData("close", """{"reason":null}""", "$.reason")]
    [InlineData("close", """{"Reason":"x","bodyID":1}""", "$.bodyID")]
    [InlineData("close", "", "$")]
    [InlineData("close", "null", "$")]
    [InlineData("close", "keins", "$")]
    [InlineData("decision", """{"outcome":7,"draftHash":"x","decidedOn":"2026-04-30"}""", "$.outcome")]
    [InlineData("decision", """{"outcome":"Vertagt","draftHash":"x","decidedOn":"2026-04-30"}""", "$.outcome")]
    [InlineData("decision", """{"outcome":"1","draftHash":"x","decidedOn":"2026-04-30"}""", "$.outcome")]
    [InlineData("decision", """{"outcome":"Accepted","draftHash":null,"decidedOn":"2026-04-30"}""", "$.draftHash")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":1,"receivedOn":"2026-03-02","statement":{"transcript":"x"}}""", "$.channel")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-02","statement":null}""", "$.statement")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-02","statement":{"views":null}}""", "$.statement.views")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-02","statement":{"views":[null]}}""", "statement.views[0].paragraphId")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-02","statement":{"views":[{"paragraphId":"p-0"}]}}""", "statement.views[0].paragraphId")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-02","statement":{}}""", "statement")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Web","receivedOn":"2026-03-02","statement":{"transcript":"x"}}""", "channel")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-03","statement":{"transcript":"x"}}""", "receivedOn")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"2026-03-01","statement":{"transcript":"x"}}""", "receivedOn")]
    [InlineData("bodies/beirat-mitte/statements", """{"channel":"Post","receivedOn":"9999-12-31","statement":{"transcript":"x"}}""", "receivedOn")]
    public async Task AnyDeed_BadBody_Is400NamingTheField(string path, string body, string field)
    {
        var roundId = await host.StartAsync();

        var answer = (await host.PostJsonAsync($"api/rounds/{roundId}/{path}", body)).MustBeProblem(400);

        Assert.Equal([field], answer.Fields);
    }

    [Fact]
    public async Task AnyDeed_BodyTooLarge_Is413()
    {
        var roundId = await host.StartAsync();

        (await host.PostJsonAsync($"api/rounds/{roundId}/close", $$"""{"reason":"{{new string('x', 3_000_000)}}"}""")).MustBeProblem(413);
    }

    [Fact]
    public async Task Extend_OneBody_MovesItTellsItAndLogsWho()
    {
        var roundId = await host.StartAsync();

        var answer = await host.PostAsync($"api/rounds/{roundId}/extensions", new { bodyId = "runder-tisch", lastDay = host.Day(35), reason = "Ferien" });

        Assert.Equal(204, answer.Status);
        var round = await host.ReadAsync(roundId);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(35), LocalTime.DefaultZone), round.Body("runder-tisch")!.Deadline);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(30), LocalTime.DefaultZone), round.Body("stadtjugendring")!.Deadline);
        Assert.Equal(MailState.Sent, round.Mail("runder-tisch.Extended.1")!.State);
        var entry = (await LogAsync(roundId)).Single(line => line!["verb"]!.GetValue<string>() == AuditVerb.Extended);
        Assert.Equal(("Ada Probe", "Ferien"), (entry!["who"]!.GetValue<string>(), entry["detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Extend_CouncilPastTheConferencesStart_IsRefusedUnlessItsDeadlineMovesToo()
    {
        var roundId = await host.StartAsync(host.Settings(conference: true));

        var refused = await host.PostAsync(
            $"api/rounds/{roundId}/extensions", new { bodyId = "beirat-mitte", lastDay = host.Day(35), conferenceLastDay = host.Day(40), reason = "Ferien" });
        Assert.Equal(["conferenceLastDay"], refused.MustBeProblem(400).Fields);
        Assert.Empty((await host.BodyAsync(roundId, "beirat-mitte")).Extensions);

        var moved = await host.PostAsync(
            $"api/rounds/{roundId}/extensions", new { bodyId = "beirat-mitte", lastDay = host.Day(40), conferenceLastDay = host.Day(50), reason = "Ferien" });
        Assert.Equal(204, moved.Status);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(40), LocalTime.DefaultZone), (await host.BodyAsync(roundId, "beirat-mitte")).Deadline);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(50), LocalTime.DefaultZone), (await host.BodyAsync(roundId, "konferenz")).Deadline);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("2026-03-05")]
    [InlineData("9999-12-31")]
    public async Task Extend_NotLaterOrMistyped_Is400(string lastDay)
    {
        var roundId = await host.StartAsync();

        var answer = await host.PostAsync($"api/rounds/{roundId}/extensions", new { lastDay, reason = "Ferien" });

        Assert.Equal(["lastDay"], answer.MustBeProblem(400).Fields);
    }

    [Fact]
    public async Task Extend_UnknownBody_Is404()
    {
        var roundId = await host.StartAsync();

        (await host.PostAsync($"api/rounds/{roundId}/extensions", new { bodyId = "niemand", lastDay = host.Day(35), reason = "x" })).MustBeProblem(404);
    }

    [Fact]
    public async Task CloseEarly_All_ClosesTellsAndLetsTheConferenceHaveItsTurn()
    {
        var roundId = await host.StartAsync(host.Settings(conference: true));

        var answer = await host.PostAsync($"api/rounds/{roundId}/close", new { reason = "Alle haben geantwortet." });

        Assert.Equal(204, answer.Status);
        var round = await host.ReadAsync(roundId);
        Assert.All(round.Bodies.Where(body => body.BodyId != "konferenz"), body => Assert.Equal((BodyState.Closed, BodyResult.Expired), (body.State, body.Result)));
        Assert.Equal(3, round.Mails.Count(mail => mail is { Kind: MailKind.ClosedEarly, State: MailState.Sent }));
        Assert.Equal(BodyState.Open, round.Body("konferenz")!.State);
        Assert.Equal(3, (await LogAsync(roundId)).Count(line => line!["verb"]!.GetValue<string>() == AuditVerb.ClosedEarly && line["detail"]!.GetValue<string>() == "Alle haben geantwortet."));
    }

    [Fact]
    public async Task CloseEarly_NoReason_Is400AndClosesNothing()
    {
        var roundId = await host.StartAsync();

        var answer = await host.PostAsync($"api/rounds/{roundId}/close", new { bodyId = "runder-tisch", reason = "  " });

        Assert.Equal(["reason"], answer.MustBeProblem(400).Fields);
        Assert.Equal(BodyState.Open, (await host.BodyAsync(roundId, "runder-tisch")).State);
    }

    [Fact]
    public async Task CloseEarly_Again_Is409()
    {
        var roundId = await host.StartAsync();
        await host.PostAsync($"api/rounds/{roundId}/close", new { bodyId = "runder-tisch", reason = "x" });

        (await host.PostAsync($"api/rounds/{roundId}/close", new { bodyId = "runder-tisch", reason = "x" })).MustBeProblem(409);
    }

    [Fact]
    public async Task OnBehalf_Letter_IsStoredBesideTheWebVersionAndTheBodyGetsACopy()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await visit.SubmitAsync("Unsere Sicht, online.");

        var answer = await host.PostAsync(
            $"api/rounds/{roundId}/bodies/runder-tisch/statements",
            new { channel = "Post", receivedOn = host.Day(0), statement = new { transcript = "Unsere Sicht, auf Papier." } });

        Assert.Equal((201, 2, false), (answer.Status, answer.Json["number"]!.GetValue<int>(), answer.Json["late"]!.GetValue<bool>()));
        var round = await host.ReadAsync(roundId);
        Assert.Equal((1, 2), (round.Body("runder-tisch")!.WebVersion!.Value, round.Body("runder-tisch")!.PaperVersion!.Value));
        Assert.Equal(MailState.Sent, round.Mail("runder-tisch.OnBehalfCopy.2")!.State);
        Assert.Equal(Channel.Post, round.Statement("runder-tisch", 2)!.Channel);
        var chosen = await host.PostAsync($"api/rounds/{roundId}/bodies/runder-tisch/channel", new { choice = "Join", reason = "Rückruf" });
        Assert.Equal((204, ChannelChoice.Join), (chosen.Status, (await host.BodyAsync(roundId, "runder-tisch")).ChannelChoice!.Value));
    }

    [Fact]
    public async Task OnBehalf_UnknownBody_Is404AndOneNotAskedYet409()
    {
        var roundId = await host.StartAsync(host.Settings(conference: true));
        var letter = new { channel = "Post", receivedOn = host.Day(0), statement = new { transcript = "Ein Brief." } };

        (await host.PostAsync($"api/rounds/{roundId}/bodies/niemand/statements", letter)).MustBeProblem(404);
        (await host.PostAsync($"api/rounds/{roundId}/bodies/konferenz/statements", letter)).MustBeProblem(409);
    }

    [Fact]
    public async Task Decide_CollectionStillRuns_Is409()
    {
        var roundId = await host.StartAsync();
        var round = (await host.ReadAsync(roundId)).Round;

        (await host.PostAsync($"api/rounds/{roundId}/decision", new { outcome = "Accepted", draftHash = round.DraftHash, decidedOn = host.Day(0) })).MustBeProblem(409);
        (await host.GetAsync($"api/rounds/{roundId}/synopsis")).MustBeProblem(409);
        (await host.PostRoundAsync(host.Settings(), path: $"api/rounds/{roundId}/revisions")).MustBeProblem(409);
    }

    [Fact]
    public async Task Log_AfterDeeds_IsIntactAndNamesPersons()
    {
        var roundId = await host.StartAsync();
        await host.PostAsync($"api/rounds/{roundId}/close", new { bodyId = "runder-tisch", reason = "x" });

        var log = await host.GetAsync($"api/rounds/{roundId}/log");

        Assert.True(log.Json["intact"]!.GetValue<bool>());
        Assert.Contains(log.Json["entries"]!.AsArray(), entry => entry!["verb"]!.GetValue<string>() == AuditVerb.RoundStarted && entry["who"]!.GetValue<string>() == "Ada Probe");
    }

    [Fact]
    public async Task Dashboard_MailRefusedForGood_ShowsIt()
    {
        var roundId = await host.StartAsync();
        var mail = (await host.ReadAsync(roundId)).Mail("runder-tisch.Invitation.0")!;
        await host.Store.CommitAsync(roundId, new RoundChange { Put = [mail with { State = MailState.Failed, SentAt = null }] }, default);

        Assert.Equal("runder-tisch.Invitation.0", Assert.Single((await host.GetAsync($"api/rounds/{roundId}")).Json["failedMails"]!.AsArray())!.GetValue<string>());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"dashboard/rounds/{roundId}");
        request.Headers.Add("Cookie", $"{StaffSession.CookieName}={host.Service<StaffSession>().Cookie("Ada Probe")}");
        using var response = await host.Anybody.SendAsync(request);
        var page = (await ApiAnswer.OfAsync(response)).MustBePage(200);
        Assert.Contains("runder-tisch.Invitation.0", page.Page.Page.QuerySelector(".note.error")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<System.Text.Json.Nodes.JsonNode?>> LogAsync(string roundId) =>
        (await host.GetAsync($"api/rounds/{roundId}/log")).Json["entries"]!.AsArray();
}
