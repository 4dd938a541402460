using System.Text.Json;
using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Mails;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>"Lesen und mitschreiben – zum Weiterleiten": reads and writes with, and can never submit, whatever is posted.</summary>
public sealed class ForwardLinkTests : IDisposable
{
    private const string Comment = "c-p-bbbbbbbb";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Get_ShowsDraftAndFieldsAndNothingToSubmitWith()
    {
        var (_, forward, _) = await ArrangeAsync();

        var answer = await site.GetAsync($"b/{forward}");

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector($"textarea[name='{Comment}']"));
        Assert.Contains("Sie benutzen den Link zum Lesen und Mitschreiben", answer.Words, StringComparison.Ordinal);
        Assert.Empty(answer.Page.QuerySelectorAll("[value=review], [value=submit], [value=nil], [value=nil-confirmed], [name=publication], [formaction$=dissent], [formaction$=more-time], a[href$=paper]"));
    }

    [Fact]
    public async Task PostSave_WritesIntoTheBodysWorkingDraftUnderTheNameGiven()
    {
        var (roundId, forward, own) = await ArrangeAsync();
        var fields = await OpenAsync(forward);
        fields[Comment] = "Von Ada geschrieben";
        fields[FieldNames.Author] = "Ada";

        var saved = await PressAsync(forward, fields, ReplyActions.Save);
        var page = await site.GetAsync($"b/{own}");

        Assert.Equal(200, saved.Status);
        Assert.Equal("Ada", saved.Value($"#{FieldNames.Author}"));
        Assert.Equal("Von Ada geschrieben", page.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Contains("von Ada", page.Words, StringComparison.Ordinal);
        Assert.True((await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1))).Begun);
    }

    [Theory]
    [InlineData(ReplyActions.Submit)]
    [InlineData(ReplyActions.ConfirmNil)]
    [InlineData(ReplyActions.AskNil)]
    [InlineData(ReplyActions.Review)]
    public async Task Post_WhatOnlyTheBodysOwnLinkMay_Is403WithTheTextShownBack(string action)
    {
        var (roundId, forward, _) = await ArrangeAsync();
        var fields = await OpenAsync(forward);
        fields[Comment] = "Bitte abgeben";

        var answer = await PressAsync(forward, fields, action);

        Assert.Equal(403, answer.Status);
        Assert.Equal("Bitte abgeben", answer.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Contains("nichts abgeben", answer.Words, StringComparison.Ordinal);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
        Assert.Equal(0, site.Office.Drafts.Count);
        Assert.Empty(site.Wakes.Raised);
    }

    [Fact]
    public async Task PostSave_WithAPublication_StoresItNot()
    {
        var (_, forward, own) = await ArrangeAsync();
        var fields = await OpenAsync(forward);
        fields[FieldNames.Publication] = "WithName";
        fields[FieldNames.Overall] = "Gut so.";

        await PressAsync(forward, fields, ReplyActions.Save);

        var page = await site.GetAsync($"b/{own}");
        Assert.Equal("Gut so.", page.Page.QuerySelector("#overall")!.TextContent);
        Assert.Equal("", page.Value("input[name=publication][checked]"));
    }

    [Fact]
    public async Task PostSave_LeavesThePublicationThatTheContactChose()
    {
        var (_, forward, own) = await ArrangeAsync();
        var chosen = await OpenAsync(own);
        chosen[FieldNames.Publication] = "WithName";
        await PressAsync(own, chosen, ReplyActions.Save);
        var fields = await OpenAsync(forward);
        fields[FieldNames.Overall] = "Gut so.";

        await PressAsync(forward, fields, ReplyActions.Save);

        Assert.Equal("WithName", (await site.GetAsync($"b/{own}")).Value("input[name=publication][checked]"));
    }

    [Fact]
    public async Task Autosave_WritesTextsAndRefusesThePublication()
    {
        var (_, forward, own) = await ArrangeAsync();
        var fields = await OpenAsync(forward);

        Assert.Equal(200, (await AutosaveAsync(forward, fields, (Comment, "Getippt"))).Status);
        Assert.Equal(403, (await AutosaveAsync(forward, fields, (Comment, "Anders"), (FieldNames.Publication, "WithName"))).Status);

        var page = await site.GetAsync($"b/{own}");
        Assert.Equal("Getippt", page.Page.QuerySelector($"#{Comment}")!.TextContent);
        Assert.Equal("", page.Value("input[name=publication][checked]"));
    }

    [Fact]
    public async Task PostDissent_Is403WithTheTextShownBackAndMarksNothing()
    {
        var round = await new SampleRound(site).StartAsync();
        await round.AdoptAsync();
        var own = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1));
        var forward = await site.LinkAsync(round.RoundId, RoundBuilder.CouncilId(1), LinkKind.Forward);
        var fields = (await site.GetAsync($"b/{own}")).Fields();
        fields[FieldNames.DissentReason] = "Wir sehen es anders.";

        var answer = await site.PostAsync($"b/{forward}/dissent", fields);

        Assert.Equal(403, answer.Status);
        Assert.Contains("Wir sehen es anders.", answer.Words, StringComparison.Ordinal);
        Assert.Null((await site.Office.BodyAsync(round.RoundId, RoundBuilder.CouncilId(1))).Dissent);
        var page = await site.GetAsync($"b/{forward}");
        Assert.Null(page.Page.QuerySelector("#abweichend textarea"));
        Assert.Contains("Das kann nur, wer den Link „Abgeben“ bekommen hat", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithTheFormTokenOfTheBodysOwnLink_IsRefused()
    {
        var (roundId, forward, own) = await ArrangeAsync();
        var fields = await OpenAsync(own);
        fields[Comment] = "x";

        Assert.Equal(400, (await PressAsync(forward, fields, ReplyActions.Save)).Status);
        Assert.Equal(400, (await PressAsync(forward, fields, ReplyActions.Submit)).Status);
        Assert.Equal(0, site.Office.Drafts.Count);
        Assert.Empty((await site.Office.ReadAsync(roundId)).Statements);
    }

    [Fact]
    public async Task Get_AfterEitherIsWithdrawn_Is410()
    {
        var (roundId, forward, own) = await ArrangeAsync();
        var body = await site.Office.BodyAsync(roundId, RoundBuilder.CouncilId(1));
        await site.Office.PutAsync(roundId, body with { ForwardGeneration = 2 });

        Assert.Equal(410, (await site.GetAsync($"b/{forward}")).Status);
        Assert.Equal(200, (await site.GetAsync($"b/{own}")).Status);
    }

    [Fact]
    public async Task Get_RoundOver_Is410()
    {
        var (roundId, forward, _) = await ArrangeAsync();
        var round = await site.Office.ReadAsync(roundId);
        await site.Office.PutAsync(roundId, round.Round with { State = RoundState.Accepted });

        Assert.Equal(410, (await site.GetAsync($"b/{forward}")).Status);
    }

    [Fact]
    public async Task Get_AsAnotherKindOfPage_Is404()
    {
        var (_, forward, _) = await ArrangeAsync();

        foreach (var path in (string[])[$"s/{forward}", $"o/{forward}", $"b/{forward}/paper"])
            Assert.Equal(404, (await site.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Invitation_CarriesBothLinks_AndTheSecondOpensThePage()
    {
        var (roundId, forward, own) = await ArrangeAsync();

        var occasion = await MailOccasions.OfAsync(site, roundId, RoundBuilder.CouncilId(1), MailKind.Invitation);
        var links = MailWriter.Write(occasion).Blocks.OfType<MailLink>().ToList();

        Assert.Equal($"/b/{own}", links[0].Address.AbsolutePath);
        Assert.Equal("Abgeben (nur für Sie)", links[0].Label);
        Assert.Equal($"/b/{forward}", links[1].Address.AbsolutePath);
        Assert.Equal("Lesen und mitschreiben – zum Weiterleiten", links[1].Label);
        Assert.Equal(200, (await site.GetAsync(links[1].Address.AbsolutePath)).Status);
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
                language = "de",
                seen = page[FieldNames.Seen],
                fields = typed.ToDictionary(pair => pair.Field, pair => pair.Text),
            }),
            "application/json");

    private async Task<Dictionary<string, string>> OpenAsync(string token) => (await site.GetAsync($"b/{token}")).Fields();

    private async Task<(string RoundId, string Forward, string Own)> ArrangeAsync()
    {
        var roundId = await site.StartAsync();
        var id = RoundBuilder.CouncilId(1);
        return (roundId, await site.LinkAsync(roundId, id, LinkKind.Forward), await site.LinkAsync(roundId, id));
    }
}
