using System.Text.Json;
using LipServerless.Activities.Commands.Retention;
using LipServerless.Domain.Retention;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Pages;

public sealed class WorkingDraftTests : IDisposable
{
    private const string Comment = "c-p-bbbbbbbb";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task PostSave_ShowsWhenAndWhoAndFillsTheNextPage()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Angefangen";
        fields["s-p-eeeeeeee"] = "Object";
        fields[FieldNames.Author] = "Ada";

        var saved = await PressAsync(token, fields, ReplyActions.Save);
        var page = await site.GetAsync($"b/{token}");

        Assert.Equal(200, saved.Status);
        Assert.Contains("Zwischengespeichert um 09:00 Uhr", saved.Words, StringComparison.Ordinal);
        Assert.Equal("Angefangen", page.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("Object", page.Value("input[name='s-p-eeeeeeee'][checked]"));
        Assert.Contains("Begonnen und nicht abgegeben, zuletzt gespeichert 02.03.2026, 09:00 Uhr von Ada", page.Words, StringComparison.Ordinal);
        Assert.Equal("gespeichert 09:00", page.Page.QuerySelector("#draft-state")!.TextContent);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task PostSave_StaffSeeBegunAndTheLogSaysNothing()
    {
        var (roundId, token) = await ArrangeAsync();
        var log = (await site.Office.Store.ReadAuditAsync(roundId, default)).Count;
        var fields = await OpenAsync(token);
        fields[Comment] = "Angefangen";

        await PressAsync(token, fields, ReplyActions.Save);

        Assert.True((await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1))).Begun);
        Assert.Equal(log, (await site.Office.Store.ReadAuditAsync(roundId, default)).Count);
        Assert.Empty(site.Wakes.Raised);
    }

    [Fact]
    public async Task Get_AnotherBody_SeesNothingOfIt()
    {
        var (roundId, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Geheim angefangen";
        await PressAsync(token, fields, ReplyActions.Save);

        Assert.DoesNotContain("Geheim angefangen", (await site.GetAsync($"b/{await site.LinkAsync(roundId, RoundBuilder.CouncilId(2))}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostSave_TwoInDifferentFields_BothStandAndThePageSaysWho()
    {
        var (_, token) = await ArrangeAsync();
        var (ada, bob) = (await OpenAsync(token), await OpenAsync(token));
        ada[Comment] = "Von Ada";
        ada[FieldNames.Author] = "Ada";
        bob["overall"] = "Von Bob";

        await PressAsync(token, ada, ReplyActions.Save);
        var answer = await PressAsync(token, bob, ReplyActions.Save);

        Assert.Equal("Von Ada", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("Von Bob", answer.Page.QuerySelector("#overall")!.TextContent);
        Assert.Contains("Absatz 1: Begründung oder Anmerkung: geändert von Ada, 09:00 Uhr", answer.Page.QuerySelector("#draft-notes")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll(".kept"));
    }

    [Fact]
    public async Task PostSave_TwoInTheSameField_NobodysTextIsLost()
    {
        var (_, token) = await ArrangeAsync();
        var (ada, bob) = (await OpenAsync(token), await OpenAsync(token));
        ada[Comment] = "Von Ada";
        ada[FieldNames.Author] = "Ada";
        bob[Comment] = "Von Bob";

        await PressAsync(token, ada, ReplyActions.Save);
        var answer = await PressAsync(token, bob, ReplyActions.Save);

        Assert.Equal("Von Bob", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Contains("Von Ada", answer.Page.QuerySelector(".kept")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("hier hat auch Ada geschrieben", answer.Page.QuerySelector("#draft-notes")!.TextContent, StringComparison.Ordinal);
        // And still after Bob has submitted his.
        await PressAsync(token, answer.Fields(), ReplyActions.Submit);
        Assert.Contains("Von Ada", (await site.GetAsync($"b/{token}")).Page.QuerySelector(".kept")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostSave_Again_IsNoConflictWithOneself()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Eins";
        await PressAsync(token, fields, ReplyActions.Save);
        fields[Comment] = "Eins zwei";

        var answer = await PressAsync(token, fields, ReplyActions.Save);
        var emptied = await PressAsync(token, new Dictionary<string, string>(answer.Fields(), StringComparer.Ordinal) { [Comment] = "" }, ReplyActions.Save);

        Assert.Equal("Eins zwei", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Empty(answer.Page.QuerySelectorAll(".kept"));
        Assert.Equal("", emptied.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("", (await site.GetAsync($"b/{token}")).Page.QuerySelector($"#{Comment}")!.TextContent);
    }

    [Fact]
    public async Task PostSubmit_ClearsOnesOwnAndKeepsWhatAnotherHasTyped()
    {
        var (roundId, token) = await ArrangeAsync();
        var (ada, bob) = (await OpenAsync(token), await OpenAsync(token));
        ada[Comment] = "Von Ada";
        bob["overall"] = "Von Bob, noch nicht fertig";
        await PressAsync(token, bob, ReplyActions.Save);
        await PressAsync(token, ada, ReplyActions.Save);
        ada[Comment] = "Von Ada, fertig";

        Assert.Equal(303, (await PressAsync(token, ada, ReplyActions.Submit)).Status);

        var page = await site.GetAsync($"b/{token}");
        Assert.Equal("Von Ada, fertig", page.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("Von Bob, noch nicht fertig", page.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal(1, site.Office.Drafts.Count);
        Assert.True((await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1))).Begun);
        Assert.Single((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task PostReview_SavesToo()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Zur Prüfung";

        await PressAsync(token, fields, ReplyActions.Review);

        Assert.Equal("Zur Prüfung", (await site.GetAsync($"b/{token}")).Page.QuerySelector($"#{Comment}")!.TextContent);
    }

    [Fact]
    public async Task PostSave_StorageFails_Is503WithTheTextShownBack()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields[Comment] = "Nicht verlieren";
        site.Office.Drafts.BeforeNextCommit = () => throw new IOException("storage is down");

        var answer = await PressAsync(token, fields, ReplyActions.Save);

        Assert.Equal(503, answer.Status);
        Assert.Equal("Nicht verlieren", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
    }

    [Fact]
    public async Task Autosave_TouchedFields_AreSavedAndTheTimeAnswered()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);

        var answer = await AutosaveAsync(token, fields, (Comment, "Getippt "), ("s-p-eeeeeeee", "Agree"));

        Assert.Equal(200, answer.Status);
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal("gespeichert 09:00", json.RootElement.GetProperty("saved").GetString());
        Assert.Equal("no-store", answer.Headers.CacheControl);
        var page = await site.GetAsync($"b/{token}");
        Assert.Equal("Getippt", page.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("Agree", page.Value("input[name='s-p-eeeeeeee'][checked]"));
    }

    [Fact]
    public async Task Autosave_WhatOthersChanged_IsAnswered()
    {
        var (_, token) = await ArrangeAsync();
        var (ada, bob) = (await OpenAsync(token), await OpenAsync(token));
        ada[FieldNames.Author] = "Ada";
        await AutosaveAsync(token, ada, (Comment, "Von Ada"));

        var change = await AutosaveAsync(token, bob, ("overall", "Von Bob"));
        var conflict = await AutosaveAsync(token, bob, (Comment, "Auch von Bob"));

        using var changed = JsonDocument.Parse(change.Body);
        var told = Assert.Single(changed.RootElement.GetProperty("changes").EnumerateArray());
        Assert.Equal((Comment, "Von Ada"), (told.GetProperty("field").GetString(), told.GetProperty("text").GetString()));
        using var conflicting = JsonDocument.Parse(conflict.Body);
        Assert.Equal("Von Ada", Assert.Single(conflicting.RootElement.GetProperty("conflicts").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Autosave_WithoutFormToken_IsRefused()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        fields["formToken"] = "x";

        Assert.Equal(400, (await AutosaveAsync(token, fields, (Comment, "x"))).Status);
        Assert.Equal(0, site.Office.Drafts.Count);
    }

    [Theory]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "null", 400)]
    [InlineData("application/json", "{}", 400)]
    [InlineData("text/plain", "{}", 415)]
    public async Task Autosave_Unreadable_IsRefused(string type, string body, int status)
    {
        var (_, token) = await ArrangeAsync();

        Assert.Equal(status, (await site.PostAsync($"b/{token}/draft", System.Text.Encoding.UTF8.GetBytes(body), type)).Status);
    }

    [Fact]
    public async Task Autosave_DeadOrClosed_IsRefused()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await OpenAsync(token);
        site.MoveTo(new DateOnly(2026, 4, 28));

        Assert.Equal(409, (await AutosaveAsync(token, fields, (Comment, "x"))).Status);
        Assert.Equal(404, (await AutosaveAsync("nothing", fields, (Comment, "x"))).Status);
    }

    [Fact]
    public async Task Get_AfterTheCollection_BodyStillReadsWhatItHadBegun()
    {
        var (_, token) = await ArrangeAsync();
        await AutosaveAsync(token, await OpenAsync(token), (Comment, "Nie abgegeben"));
        site.MoveTo(new DateOnly(2026, 4, 28));

        Assert.Contains("Nie abgegeben", (await site.GetAsync($"b/{token}")).Page.QuerySelector("[aria-labelledby=begonnen]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_ThirtyDaysAfterTheDecision_DeletesAndNotBefore()
    {
        var round = await new SampleRound(site).StartAsync();
        var token = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        await AutosaveAsync(token, await OpenAsync(token), ("overall", "Nie abgegeben"));
        await (await round.FreezeAsync()).ReturnAsync();
        var sweep = site.Services.GetRequiredService<RetentionSweep>();

        site.Office.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Empty((await sweep.ExecuteAsync([], default)).Done);
        site.Office.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([(RetentionRules.WorkingDrafts, 1)], (await sweep.ExecuteAsync([], default)).Done.Select(done => (done.Rule, done.Count)));
        Assert.Equal(0, site.Office.Drafts.Count);
    }

    private Task<SiteAnswer> PressAsync(string token, Dictionary<string, string> fields, string action)
    {
        fields["action"] = action;
        return site.PostAsync($"b/{token}", fields);
    }

    private Task<SiteAnswer> AutosaveAsync(string token, Dictionary<string, string> page, params (string Field, string Text)[] typed) =>
        site.PostAsync(
            $"b/{token}/draft",
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                formToken = page["formToken"],
                session = page[FieldNames.Session],
                name = page[FieldNames.Author],
                language = "de",
                seen = page[FieldNames.Seen],
                fields = typed.ToDictionary(pair => pair.Field, pair => pair.Text),
            }),
            "application/json; charset=utf-8");

    private async Task<Dictionary<string, string>> OpenAsync(string token)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields.TryAdd(FieldNames.Author, "");
        return fields;
    }

    private async Task<(string RoundId, string Token)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        return (roundId, await site.LinkAsync(roundId, RoundBuilder.CouncilId(1)));
    }
}
