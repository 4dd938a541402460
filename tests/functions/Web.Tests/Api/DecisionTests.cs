using System.Text.Json.Nodes;
using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Tests.Api.Support;

namespace LipServerless.Web.Tests.Api;

/// <summary>Synopsis, decision and what follows it, over HTTP.</summary>
[Collection(Moving.Name)]
public sealed class DecisionTests(ApiHost host)
{
    [Fact]
    public async Task Decide_AnotherVersion_Is409NamingTheHash()
    {
        var roundId = await FrozenAsync();

        var answer = (await DecideAsync(roundId, new { outcome = "Accepted", draftHash = new string('0', 64), decidedOn = host.Day(0) })).MustBeProblem(409);

        Assert.Equal(["draftHash"], answer.Fields);
        Assert.Equal(RoundState.AwaitingDecision, (await host.ReadAsync(roundId)).Round.State);
    }

    [Fact]
    public async Task Decide_FaultyReturns_Are400NamingEveryField()
    {
        var roundId = await FrozenAsync();
        var hash = await HashAsync(roundId);

        Assert.Equal(["instructions"], (await DecideAsync(roundId, new { outcome = "Returned", draftHash = hash, decidedOn = host.Day(0) })).MustBeProblem(400).Fields);
        Assert.Equal(["instructions"], (await DecideAsync(roundId, new { outcome = "Returned", draftHash = hash, decidedOn = host.Day(0), instructions = Array.Empty<object>() })).MustBeProblem(400).Fields);
        Assert.Equal(
            ["decidedOn", "instructions[0].text", "instructions[1].paragraphId", "instructions[2].text", "votes"],
            (await DecideAsync(roundId, new
            {
                outcome = "Returned",
                draftHash = hash,
                decidedOn = host.Day(1),
                instructions = new object?[] { new { text = " " }, new { text = "Kürzen.", paragraphId = "p-gibtsnicht" }, null },
                votes = new { @for = 12, against = -1, abstentions = 0 },
            })).MustBeProblem(400).Fields);
        Assert.Equal(["instructions"], (await DecideAsync(roundId, new { outcome = "Accepted", draftHash = hash, decidedOn = host.Day(0), instructions = new[] { new { text = "Doch nicht." } } })).MustBeProblem(400).Fields);
        Assert.Null((await host.ReadAsync(roundId)).Decision);
    }

    [Fact]
    public async Task Decide_Accepted_EndsTheRoundTellsAllAndExpiresReplyLinks()
    {
        var roundId = await host.StartAsync();
        var visit = await ReplyVisit.OpenAsync(host, roundId, "runder-tisch");
        await visit.SubmitAsync("Unsere Sicht.");
        await host.FreezeAsync(roundId);

        var answer = await DecideAsync(roundId, new { outcome = "Accepted", draftHash = await HashAsync(roundId), decidedOn = host.Day(0), votes = new { @for = 21, against = 0, abstentions = 2 } });

        Assert.Equal(204, answer.Status);
        var round = await host.ReadAsync(roundId);
        Assert.Equal((RoundState.Accepted, DecisionOutcome.Accepted), (round.Round.State, round.Decision!.Outcome));
        Assert.Equal(3, round.Mails.Count(mail => mail is { Kind: MailKind.Outcome, State: MailState.Sent }));
        (await host.GetAsync($"b/{visit.Token}", host.Anybody)).MustBePage(410);
        var refused = (await visit.SubmitAsync("Viel zu spät.")).MustBePage(409);
        Assert.Contains("Viel zu spät.", refused.Page.Words, StringComparison.Ordinal);
        (await host.GetAsync($"o/{host.Token(roundId, "runder-tisch", LinkKind.Outcome)}", host.Anybody)).MustBePage(200);
        (await DecideAsync(roundId, new { outcome = "Accepted", draftHash = await HashAsync(roundId), decidedOn = host.Day(0) })).MustBeProblem(409);
        Assert.Null(AuditVerification.FirstBroken(await host.Store.ReadAuditAsync(roundId, default)));
    }

    [Fact]
    public async Task Synopsis_TextsThatASpreadsheetWouldRun_AreDefused()
    {
        var roundId = await host.StartAsync();
        await (await ReplyVisit.OpenAsync(host, roundId, "runder-tisch")).SubmitAsync("=HYPERLINK(\"https://example.org\";\"klick\")");
        await (await ReplyVisit.OpenAsync(host, roundId, "stadtjugendring")).SubmitAsync("@SUM(1+1);\"zweite Spalte\"\nzweite Zeile");
        await (await ReplyVisit.OpenAsync(host, roundId, "beirat-mitte")).SubmitAsync("-2+3 ist eine Rechnung");
        await host.FreezeAsync(roundId);

        var csv = await host.GetAsync($"api/rounds/{roundId}/synopsis?format=csv");

        Assert.Equal((200, "text/csv"), (csv.Status, csv.Type));
        var cells = Cells(csv.Body);
        Assert.Contains(cells, cell => cell.Contains("=HYPERLINK(\"https://example.org\";\"klick\")", StringComparison.Ordinal));
        Assert.Contains(cells, cell => cell.Contains("zweite Zeile", StringComparison.Ordinal));
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && "=@+-\t\r".Contains(cell[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Synopsis_Formats_AgreeAndAnUnknownOneIs400()
    {
        var roundId = await FrozenAsync();

        (await host.GetAsync($"api/rounds/{roundId}/synopsis")).MustBePage(200);
        var json = await host.GetAsync($"api/rounds/{roundId}/synopsis?format=JSON");
        Assert.Equal((200, "application/json"), (json.Status, json.Type));
        Assert.Equal(3, json.Json["bodies"]!.AsArray().Count);
        Assert.Equal(["format"], (await host.GetAsync($"api/rounds/{roundId}/synopsis?format=pdf")).MustBeProblem(400).Fields);
    }

    [Fact]
    public async Task HandIn_RevisedDraft_StartsTheNextRoundOnce()
    {
        var (roundId, settings) = await ReturnedAsync();

        var answer = await host.PostRoundAsync(settings, path: $"api/rounds/{roundId}/revisions");
        Assert.Equal(201, answer.Status);
        await host.IdleAsync();

        var next = answer.Json["roundId"]!.GetValue<string>();
        Assert.Equal(next, (await host.ReadAsync(roundId)).Round.NextRoundId);
        Assert.All((await host.ReadAsync(next)).Bodies, body => Assert.Equal(BodyState.Open, body.State));
        var page = await host.GetAsync($"b/{host.Token(next, "runder-tisch")}", host.Anybody);
        Assert.Contains("Bitte die Zahl der Kurse nennen.", page.Page.Words, StringComparison.Ordinal);
        (await host.PostRoundAsync(settings, path: $"api/rounds/{roundId}/revisions")).MustBeProblem(409);
    }

    [Fact]
    public async Task HandIn_EarlierCallDiedBeforeNamingTheRound_RepeatHealsIt()
    {
        var (roundId, settings) = await ReturnedAsync();
        var next = (await host.PostRoundAsync(settings, path: $"api/rounds/{roundId}/revisions")).Json["roundId"]!.GetValue<string>();
        await host.IdleAsync();
        // As it is left by a crash in between.
        await host.Store.CommitAsync(roundId, new RoundChange { Put = [(await host.ReadAsync(roundId)).Round with { NextRoundId = null }] }, default);

        var again = await host.PostRoundAsync(settings, path: $"api/rounds/{roundId}/revisions");

        Assert.Equal((201, next), (again.Status, again.Json["roundId"]!.GetValue<string>()));
        Assert.Equal(next, (await host.ReadAsync(roundId)).Round.NextRoundId);
    }

    [Fact]
    public async Task Steering_Page_ShowsTheSynopsisAndChangesNothing()
    {
        var roundId = await FrozenAsync();
        var before = await host.RowsAsync(roundId);

        (await host.GetAsync($"s/{host.Token(roundId, WellKnownIds.SteeringGroup, LinkKind.Steering)}", host.Anybody)).MustBePage(200);

        Assert.Equal(before, await host.RowsAsync(roundId));
    }

    private async Task<string> FrozenAsync()
    {
        var roundId = await host.StartAsync();
        await host.FreezeAsync(roundId);
        Assert.Equal(RoundState.AwaitingDecision, (await host.ReadAsync(roundId)).Round.State);
        return roundId;
    }

    private async Task<(string RoundId, JsonObject NextSettings)> ReturnedAsync()
    {
        var roundId = await FrozenAsync();
        var returned = await DecideAsync(
            roundId,
            new { outcome = "Returned", draftHash = await HashAsync(roundId), decidedOn = host.Day(0), instructions = new[] { new { text = "Bitte die Zahl der Kurse nennen." } } });
        Assert.Equal(204, returned.Status);
        return (roundId, new JsonObject { ["deadlines"] = new JsonObject { ["councils"] = host.Day(20) } });
    }

    private async Task<string> HashAsync(string roundId) => (await host.ReadAsync(roundId)).Round.DraftHash;

    private Task<ApiAnswer> DecideAsync(string roundId, object decision) => host.PostAsync($"api/rounds/{roundId}/decision", decision);

    // Semicolons apart, quotes doubled within quotes.
    private static List<string> Cells(string csv)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        var text = csv.TrimStart('\uFEFF');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is ';' or '\n')
                End();
            else if (quoted || text[i] != '\r')
                cell.Append(text[i]);
        }

        End();
        return cells;

        void End()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
