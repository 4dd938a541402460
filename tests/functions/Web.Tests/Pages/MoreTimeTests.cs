using LipServerless.Activities.Ports;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Pages.Reply;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>"Mehr Zeit nötig?" on the reply page: what it stores, what it says, and that nothing typed is lost on the way.</summary>
public sealed class MoreTimeTests : IDisposable
{
    private const string Body = RoundBuilder.RoundTableId;
    private const string Reason = "Wir tagen erst am 22. April.";

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Post_InTime_IsStoredShownAndWakes()
    {
        var (round, token) = await ArrangeAsync();

        var answer = await AskAsync(token);

        Assert.Equal((303, $"/b/{token}#mehr-zeit"), (answer.Status, answer.Location));
        Assert.Equal(new DateOnly(2026, 4, 27), (await site.Office.BodyAsync(round, Body)).UndecidedRequest!.WishedLastDay);
        Assert.NotEmpty(site.Wakes.Raised);
        var page = await site.GetAsync($"b/{token}");
        Assert.Contains("02.03.2026, 09:00 Uhr eingegangen", page.Words, StringComparison.Ordinal);
        Assert.Contains("mehr Zeit bis Montag, 27. April 2026", page.Words, StringComparison.Ordinal);
        Assert.Contains(Reason, page.Words, StringComparison.Ordinal);
        Assert.Equal("2026-04-27", page.Value($"#{FieldNames.MoreTimeUntil}"));
    }

    [Fact]
    public async Task Page_UndecidedAfterTheDeadline_StillTakesTheStatement()
    {
        var (round, token) = await ArrangeAsync();
        await AskAsync(token);
        site.MoveTo(RoundBuilder.OthersUntil.AddDays(30));

        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.Overall] = "Nun sind wir so weit.";
        fields[FieldNames.Action] = ReplyActions.Submit;

        Assert.Equal(303, (await site.PostAsync($"b/{token}", fields)).Status);
        Assert.False(Assert.Single((await site.Office.ReadAsync(round)).Statements).IsLate);
    }

    [Fact]
    public async Task Page_GrantedOrRefused_SaysSoWithTheOfficesWords()
    {
        var (round, token) = await ArrangeAsync();
        await AskAsync(token);
        await site.Office.GrantMoreTimeAsync(round, Body, RoundBuilder.OthersUntil.AddDays(3));
        var granted = await site.GetAsync($"b/{token}");
        Assert.Contains("verlängert: bis Montag, 20. April 2026, 24:00 Uhr", granted.Words, StringComparison.Ordinal);
        Assert.Contains("Am 02.03.2026, 09:00 Uhr haben wir", granted.Words, StringComparison.Ordinal);
        Assert.Contains("Unsere Antwort: Gern", granted.Words, StringComparison.Ordinal);

        site.Office.Time.Advance(TimeSpan.FromHours(1));
        await AskAsync(token);
        site.MoveTo(RoundBuilder.OthersUntil.AddDays(10));
        await site.Office.RefuseMoreTimeAsync(round, Body);
        var refused = await site.GetAsync($"b/{token}");

        // Refused on Monday the 27th: two working days are left.
        Assert.Contains("bleibt offen bis Mittwoch, 29. April 2026, 24:00 Uhr", refused.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Uhr Uhr", refused.Words, StringComparison.Ordinal);
        Assert.Contains("Unsere Antwort: Der Rat tagt im Mai.", refused.Words, StringComparison.Ordinal);
        Assert.NotNull(refused.Page.QuerySelector("form#reply"));
        Assert.Null(refused.Page.QuerySelector($"#{FieldNames.MoreTimeReason}"));
    }

    [Fact]
    public async Task Post_StatementIsTypedBesideIt_BecomesTheWorkingDraft()
    {
        var (_, token) = await ArrangeAsync();

        var answer = await AskAsync(token, fields => fields[FieldNames.Comment("p-bbbbbbbb")] = "Eine Stunde Arbeit");

        Assert.Equal(303, answer.Status);
        Assert.Equal("Eine Stunde Arbeit", (await site.GetAsync($"b/{token}")).Page.QuerySelector($"#{FieldNames.Comment("p-bbbbbbbb")}")!.TextContent);
    }

    [Fact]
    public async Task Post_StatementHasAFault_IsStoredAndTheStatementShownBack()
    {
        var (round, token) = await ArrangeAsync();
        var tooLong = new string('x', ReplyForm.LongestText + 1);

        var answer = await AskAsync(token, fields => fields[FieldNames.Overall] = tooLong);

        Assert.Equal(tooLong, answer.Page.QuerySelector($"#{FieldNames.Overall}")!.TextContent);
        Assert.Contains("Ihre Bitte ist am", answer.Words, StringComparison.Ordinal);
        Assert.NotNull((await site.Office.BodyAsync(round, Body)).UndecidedRequest);
    }

    [Theory]
    [InlineData("", "2026-04-27", FieldNames.MoreTimeReason)]
    [InlineData(Reason, "", FieldNames.MoreTimeUntil)]
    [InlineData(Reason, "bald", FieldNames.MoreTimeUntil)]
    [InlineData(Reason, "2026-04-17", FieldNames.MoreTimeUntil)]
    [InlineData(Reason, "17.4.2126", FieldNames.MoreTimeUntil)]
    public async Task Post_FieldIsWrong_Is400AtTheFieldAndShowsEverythingBack(string reason, string until, string field)
    {
        var (round, token) = await ArrangeAsync();

        var answer = await AskAsync(token, fields =>
        {
            fields[FieldNames.MoreTimeReason] = reason;
            fields[FieldNames.MoreTimeUntil] = until;
            fields[FieldNames.Overall] = "Begonnen";
        });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector($"#fehler a[href='#{field}']"));
        Assert.Equal("true", answer.Page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Equal(reason, answer.Page.QuerySelector($"#{FieldNames.MoreTimeReason}")!.TextContent);
        Assert.Equal("Begonnen", answer.Page.QuerySelector($"#{FieldNames.Overall}")!.TextContent);
        Assert.True(answer.Page.QuerySelector("#mehr-zeit details")!.HasAttribute("open"));
        Assert.Empty((await site.Office.BodyAsync(round, Body)).MoreTime);
    }

    [Fact]
    public async Task Post_AfterTheDeadline_Is409WithASentenceAndEverythingShownBack()
    {
        var (round, token) = await ArrangeAsync();
        var fields = await TypedAsync(token);
        fields[FieldNames.Overall] = "Fast fertig";
        site.MoveTo(RoundBuilder.OthersUntil.AddDays(1));

        var answer = await site.PostAsync($"b/{token}/more-time", fields);

        Assert.Equal(409, answer.Status);
        Assert.Contains("sie endete am Freitag, 17. April 2026, 24:00 Uhr", answer.Words, StringComparison.Ordinal);
        Assert.Contains(Reason, answer.Words, StringComparison.Ordinal);
        Assert.Equal("Fast fertig", answer.Page.QuerySelector($"#{FieldNames.Overall}")!.TextContent);
        Assert.Empty((await site.Office.BodyAsync(round, Body)).MoreTime);
    }

    [Fact]
    public async Task Post_CollectionIsClosed_Is409WithEverythingShownBack()
    {
        var (_, token) = await ArrangeAsync();
        var fields = await TypedAsync(token);
        site.MoveTo(RoundBuilder.ConferenceUntil.AddDays(30));

        var answer = await site.PostAsync($"b/{token}/more-time", fields);

        Assert.Equal(409, answer.Status);
        Assert.Contains(Reason, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_RefusedBefore_Is409()
    {
        var (round, token) = await ArrangeAsync();
        var fields = await TypedAsync(token);
        await site.Office.RequestMoreTimeAsync(round, Body, RoundBuilder.OthersUntil.AddDays(10));
        await site.Office.RefuseMoreTimeAsync(round, Body);

        Assert.Equal(409, (await site.PostAsync($"b/{token}/more-time", fields)).Status);
        Assert.Null((await site.Office.BodyAsync(round, Body)).UndecidedRequest);
    }

    [Fact]
    public async Task Post_WithoutFormToken_Is400()
    {
        var (round, token) = await ArrangeAsync();

        Assert.Equal(400, (await AskAsync(token, fields => fields["formToken"] = "")).Status);
        Assert.Empty((await site.Office.BodyAsync(round, Body)).MoreTime);
    }

    [Fact]
    public async Task Post_LinkToForward_Is403AndItsPageHasNoForm()
    {
        var (round, own) = await ArrangeAsync();
        var forward = await site.LinkAsync(round, Body, LinkKind.Forward);
        Assert.Null((await site.GetAsync($"b/{forward}")).Page.QuerySelector($"#{FieldNames.MoreTimeReason}"));

        Assert.Equal(403, (await site.PostAsync($"b/{forward}/more-time", await TypedAsync(own))).Status);
        Assert.Empty((await site.Office.BodyAsync(round, Body)).MoreTime);
    }

    [Theory]
    [InlineData(ReplyActions.Save)]
    [InlineData(ReplyActions.Edit)]
    [InlineData(ReplyActions.LanguagePrefix + "en")]
    public async Task PostReply_RequestIsTypedBesideIt_IsShownBackAndNotStored(string action)
    {
        var (round, token) = await ArrangeAsync();
        var fields = await TypedAsync(token);
        fields[FieldNames.Action] = action;

        var answer = await site.PostAsync($"b/{token}", fields);

        Assert.Equal((200, Reason), (answer.Status, answer.Page.QuerySelector($"#{FieldNames.MoreTimeReason}")!.TextContent));
        Assert.Equal("2026-04-27", answer.Value($"#{FieldNames.MoreTimeUntil}"));
        Assert.Empty((await site.Office.BodyAsync(round, Body)).MoreTime);
    }

    [Theory]
    [InlineData(ReplyActions.Review, "form#review")]
    [InlineData(ReplyActions.AskNil, "article form")]
    public async Task PostReply_ReviewOrNil_CarriesTheRequestOnAndSaysThatItIsNotSent(string action, string form)
    {
        var (_, token) = await ArrangeAsync();
        var fields = await TypedAsync(token);
        fields[FieldNames.Overall] = "Unsere Sicht";
        fields[FieldNames.Action] = action;

        var answer = await site.PostAsync($"b/{token}", fields);

        Assert.Contains("noch nicht gesendet", answer.Page.QuerySelector("#nicht-gesendet")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Reason, answer.Fields(form)[FieldNames.MoreTimeReason]);
    }

    [Fact]
    public async Task Reason_IsKeptWhereItCanBeErased()
    {
        var (round, token) = await ArrangeAsync();
        await AskAsync(token);
        site.Office.Documents.Erase((await site.Office.BodyAsync(round, Body)).MoreTime[0].ReasonDocument);

        Assert.DoesNotContain(Reason, (await site.GetAsync($"b/{token}")).Body, StringComparison.Ordinal);
    }

    private async Task<(string Round, string Token)> ArrangeAsync()
    {
        var round = await site.StartAsync(new RoundBuilder().RoundTable());
        return (round, await site.LinkAsync(round, Body));
    }

    private async Task<Dictionary<string, string>> TypedAsync(string token)
    {
        var fields = (await site.GetAsync($"b/{token}")).Fields();
        fields[FieldNames.MoreTimeReason] = Reason;
        fields[FieldNames.MoreTimeUntil] = "2026-04-27";
        return fields;
    }

    private async Task<SiteAnswer> AskAsync(string token, Action<Dictionary<string, string>>? change = null)
    {
        var fields = await TypedAsync(token);
        change?.Invoke(fields);
        return await site.PostAsync($"b/{token}/more-time", fields);
    }
}
