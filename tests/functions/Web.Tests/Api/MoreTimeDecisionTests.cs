using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>The office decides on requests for more time: through the API and at the dashboard.</summary>
[Collection(Standing.Name)]
public sealed class MoreTimeDecisionTests(ApiHost host)
{
    private const string Body = "runder-tisch";
    private const string Other = "stadtjugendring";

    [Fact]
    public async Task Grant_OneBody_IsListedMovedMailedAndLogged()
    {
        var roundId = await AskingAsync(Body);
        var listed = Assert.Single((await host.GetAsync($"api/rounds/{roundId}/more-time")).Json.AsArray());
        Assert.Equal((Body, "Sitzung liegt später.", "Requested"), (listed!["bodyId"]!.GetValue<string>(), listed["reason"]!.GetValue<string>(), listed["state"]!.GetValue<string>()));

        var answer = await DecideAsync(roundId, new { bodyId = Body, grant = true, lastDay = host.Day(34), reason = "Gern, aber etwas kürzer." });

        Assert.Equal(204, answer.Status);
        var round = await host.ReadAsync(roundId);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(34), LocalTime.DefaultZone), round.Body(Body)!.Deadline);
        Assert.Equal(MailState.Sent, round.Mail($"{Body}.ExtensionGranted.1")!.State);
        Assert.Empty(round.Body(Other)!.Extensions);
    }

    [Fact]
    public async Task Refuse_AllRequesting_MailsEach()
    {
        var roundId = await AskingAsync(Body, Other);

        Assert.Equal(204, (await DecideAsync(roundId, new { grant = false, reason = "Der Rat tagt im Mai." })).Status);

        var round = await host.ReadAsync(roundId);
        Assert.Equal(MailState.Sent, round.Mail($"{Body}.ExtensionRefused.1")!.State);
        Assert.Equal(MailState.Sent, round.Mail($"{Other}.ExtensionRefused.1")!.State);
        var html = host.Host.Inbox.Mails.Single(mail => mail.Headers["x-lip-mail"] == $"{Body}/ExtensionRefused/{roundId}/1");
        Assert.Contains("mehr Zeit", html.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_AllOpen_MovesAlsoWhoDidNotAsk()
    {
        var roundId = await AskingAsync(Body);

        Assert.Equal(204, (await DecideAsync(roundId, new { allOpen = true, grant = true, lastDay = host.Day(36), reason = "Ferien" })).Status);

        Assert.All((await host.ReadAsync(roundId)).Bodies, body => Assert.Equal(LocalTime.EndOf(host.Today.AddDays(36), LocalTime.DefaultZone), body.Deadline));
    }

    [Theory]
    [InlineData("""{"grant":false,"allOpen":true,"reason":"x"}""", 400, "allOpen")]
    [InlineData("""{"grant":true,"bodyId":"runder-tisch","lastDay":"2026-03-05","reason":"x"}""", 400, "lastDay")]
    [InlineData("""{"grant":true,"allOpen":true,"reason":"x"}""", 400, "lastDay")]
    [InlineData("""{"grant":true,"bodyId":"runder-tisch","reason":" "}""", 400, "reason")]
    [InlineData("""{"grant":true,"bodyId":"stadtjugendring","lastDay":"2026-04-20","reason":"x"}""", 409, null)]
    [InlineData("""{"grant":false,"bodyId":"niemand","reason":"x"}""", 404, null)]
    public async Task Decide_CannotBeDone_IsAProblemAndChangesNothing(string json, int status, string? field)
    {
        var roundId = await AskingAsync(Body);
        var before = await host.RowsAsync(roundId);

        var answer = (await host.PostJsonAsync($"api/rounds/{roundId}/more-time/decision", json)).MustBeProblem(status);

        Assert.Equal(field is null ? [] : [field], answer.Fields);
        Assert.Equal(before, await host.RowsAsync(roundId));
    }

    [Fact]
    public async Task Decide_WithoutKey_Is401()
    {
        var roundId = await AskingAsync(Body);

        (await host.PostAsync($"api/rounds/{roundId}/more-time/decision", new { grant = true, reason = "x" }, host.Anybody)).MustBeProblem(401);
        (await host.GetAsync($"api/rounds/{roundId}/more-time", host.Anybody)).MustBeProblem(401);
    }

    [Fact]
    public async Task Desk_ListsRequestsAndDecides_AndShowsBackWhatCannotBeDone()
    {
        var roundId = await AskingAsync(Body);
        var desk = new Desk(host);
        var page = $"dashboard/rounds/{roundId}/more-time";
        Assert.NotNull((await desk.GetAsync("dashboard")).Page.Page.QuerySelector($"a[href='/{page}']"));
        var shown = (await desk.GetAsync(page)).MustBePage(200);
        Assert.Contains("Sitzung liegt später.", shown.Page.Words, StringComparison.Ordinal);
        var fields = shown.Page.Fields($"section[aria-labelledby='h-{Body}'] form");
        fields["decision"] = "grant";
        fields["reason"] = "Gern.";

        var forged = await desk.PostAsync(page, new(fields) { ["form"] = "guessed" });
        Assert.Equal((400, "Gern."), (forged.Status, forged.Page.Page.QuerySelector($"#grund-{Body}")!.TextContent));
        var early = await desk.PostAsync(page, new(fields) { ["lastDay"] = "2026-03-03" });
        Assert.Equal((400, "2026-03-03"), (early.Status, early.Page.Value($"#tag-{Body}")));
        Assert.Contains("muss nach der bisherigen", early.Page.Words, StringComparison.Ordinal);
        Assert.NotNull((await host.BodyAsync(roundId, Body)).UndecidedRequest);

        // As wished: the date stands in the field.
        Assert.Equal(303, (await desk.PostAsync(page, fields)).Status);
        Assert.Equal(LocalTime.EndOf(host.Today.AddDays(40), LocalTime.DefaultZone), (await host.BodyAsync(roundId, Body)).Deadline);
        Assert.Contains("gewährt", (await desk.GetAsync(page)).Page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_UnknownRoundOrNobodySignedIn_ShowsNothing()
    {
        (await new Desk(host).GetAsync("dashboard/rounds/lip-r99/more-time")).MustBePage(404);
        Assert.Equal(303, (await host.GetAsync("dashboard/rounds/lip-r99/more-time", host.Anybody)).Status);
    }

    private Task<ApiAnswer> DecideAsync(string roundId, object decision) => host.PostAsync($"api/rounds/{roundId}/more-time/decision", decision);

    private async Task<string> AskingAsync(params string[] bodies)
    {
        var roundId = await host.StartAsync();
        foreach (var body in bodies)
            await host.Service<RequestMoreTime>().ExecuteAsync(roundId, body, "Sitzung liegt später.", host.Today.AddDays(40), default);
        return roundId;
    }
}
