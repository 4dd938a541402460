using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Web.Tests.Calendar;

/// <summary>How the deadline reaches a calendar: with mails, and from the reply page.</summary>
public sealed class CalendarDeliveryTests : IDisposable
{
    private static readonly string Council = RoundBuilder.CouncilId(1);

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Compose_InvitationThenExtensionThenClosing_UpdateOneEntry()
    {
        var roundId = await site.StartAsync();
        var invited = await FileAsync(roundId, MailKind.Invitation);
        await site.Office.ExtendAsync(roundId, Council, new DateOnly(2026, 4, 20), new DateOnly(2026, 5, 4));
        var extended = await FileAsync(roundId, MailKind.Extended, 1);
        var granted = await FileAsync(roundId, MailKind.ExtensionGranted, 1);
        await site.Office.CloseEarlyAsync(roundId, Council);
        var closed = await FileAsync(roundId, MailKind.ClosedEarly);

        Assert.Equal(["0", "1", "1", "2"], new[] { invited, extended, granted, closed }.Select(file => file["SEQUENCE"]));
        Assert.Single(new[] { invited, extended, granted, closed }.Select(file => file["UID"]).Distinct(StringComparer.Ordinal));
        Assert.Equal("20260420", extended["DTSTART"]);
        Assert.Equal("CANCEL", closed["METHOD"]);
    }

    [Fact]
    public async Task Compose_Twice_IsTheSameFile()
    {
        var roundId = await site.StartAsync();
        var first = await ComposeAsync(roundId, MailKind.Invitation);
        site.Office.Time.Advance(TimeSpan.FromHours(5));

        var second = await ComposeAsync(roundId, MailKind.Invitation);

        Assert.Equal(Encoding.UTF8.GetString(first.Files[0].Content.Span), Encoding.UTF8.GetString(second.Files[0].Content.Span));
    }

    [Theory]
    [InlineData(MailKind.Reminder)]
    [InlineData(MailKind.ExtensionRefused)]
    [InlineData(MailKind.LinkWithdrawn)]
    public async Task Compose_KindThatMovesNoDeadline_BringsNoFile(MailKind kind)
    {
        var roundId = await site.StartAsync();

        Assert.Empty((await ComposeAsync(roundId, kind, 1)).Files);
    }

    [Fact]
    public async Task Compose_InvitationHeldUpUntilTheEnd_BringsNoFileAndSaysNothingOfOne()
    {
        var roundId = await site.StartAsync();
        await site.Office.CloseEarlyAsync(roundId, Council);

        var mail = await ComposeAsync(roundId, MailKind.Invitation);

        Assert.Empty(mail.Files);
        Assert.DoesNotContain("Kalendereintrag", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_EnglishBody_GetsEnglishWords()
    {
        var roundId = await site.StartAsync();

        var mail = await ComposeAsync(roundId, MailKind.Invitation, language: "en");

        Assert.Equal("Deadline.ics", mail.Files[0].Name);
        Assert.StartsWith("Deadline:", new ParsedCalendar(mail.Files[0].Content.ToArray()).TextOf("SUMMARY"), StringComparison.Ordinal);
        Assert.Contains("enclosed as a calendar entry", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OpenLink_IsADownloadWithoutTheLink()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, Council);

        var answer = await site.GetAsync($"b/{token}/deadline.ics");

        Assert.Equal(200, answer.Status);
        Assert.Equal("text/calendar; charset=utf-8", answer.Headers.ContentType);
        Assert.StartsWith("attachment;", answer.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl);
        Assert.Equal("20260410", new ParsedCalendar(Encoding.UTF8.GetBytes(answer.Body))["DTSTART"]);
        Assert.DoesNotContain(token, answer.Body, StringComparison.Ordinal);
        Assert.NotNull((await site.GetAsync($"b/{token}")).Page.QuerySelector($"a[href='/b/{token}/deadline.ics'][download]"));
    }

    [Fact]
    public async Task Get_DeadLink_Is404() => Assert.Equal(404, (await site.GetAsync("b/nothing/deadline.ics")).Status);

    [Fact]
    public async Task Get_ClosedBody_TheReplyPageOffersNoDeadline()
    {
        var roundId = await site.StartAsync();
        var token = await site.LinkAsync(roundId, Council);
        var body = await site.Office.BodyAsync(roundId, Council);
        await site.Office.PutAsync(roundId, body with { State = Domain.States.BodyState.Closed, ClosedAt = body.Deadline, Deadline = site.Office.Clock.GetUtcNow().AddDays(-30) });

        Assert.Null((await site.GetAsync($"b/{token}")).Page.QuerySelector("a[href$='deadline.ics']"));
    }

    private async Task<ParsedCalendar> FileAsync(string roundId, MailKind kind, int step = 0)
    {
        var file = Assert.Single((await ComposeAsync(roundId, kind, step)).Files);
        Assert.Equal(("Frist.ics", "text/calendar"), (file.Name, file.ContentType));
        return new ParsedCalendar(file.Content.ToArray());
    }

    private async Task<ComposedMail> ComposeAsync(string roundId, MailKind kind, int step = 0, string language = "de") =>
        await site.Services.GetRequiredService<IMailComposer>().ComposeAsync(await MailOccasions.OfAsync(site, roundId, Council, kind, step, language), default);
}
