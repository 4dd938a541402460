using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using LipServerless.Web.Tests.Site;

namespace LipServerless.Web.Tests.Pages;

/// <summary>A dead link's page offers the link that is good now, to the address on file, and reveals nothing.</summary>
public sealed class NewLinkTests : IDisposable
{
    private const string Body = RoundBuilder.RoundTableId;

    private readonly PublicSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Ask_RevokedLink_TheNewLinkIsMailedToTheBody()
    {
        var (round, dead) = await ArrangeAsync();

        var answer = await AskAsync(dead);

        Assert.Equal((303, "/new-link"), (answer.Status, answer.Location));
        Assert.Contains("Gehörte der Link zu einer laufenden Beteiligung", (await site.GetAsync(answer.Location)).Words, StringComparison.Ordinal);
        var mail = Assert.Single((await site.Office.ReadAsync(round)).Mails, mail => mail.Kind == MailKind.NewLink);
        Assert.Equal((Body, Body, 1), (mail.Recipient, mail.Owner, mail.Step));
        Assert.NotEmpty(site.Wakes.Raised);
        var occasion = await MailOccasions.OfAsync(site, round, Body, MailKind.NewLink, 1);
        Assert.Equal(LinkToken.Compute(site.Office.Secret.Key.Span, $"{round}/{Body}/{LinkKind.Reply}", 2), occasion.Link.AbsolutePath[3..]);
        Assert.StartsWith("Ihr Link", Web.Mails.MailWriter.Write(occasion).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WhateverTheLink_TheAnswerIsTheSame()
    {
        var (round, dead) = await ArrangeAsync();
        var known = await AskAsync(dead);
        var unknown = await AskAsync(new string('A', 43));
        var malformed = await AskAsync("x");

        Assert.Equal((known.Status, known.Location, known.Body), (unknown.Status, unknown.Location, unknown.Body));
        Assert.Equal((known.Status, known.Location, known.Body), (malformed.Status, malformed.Location, malformed.Body));
        Assert.Single((await site.Office.ReadAsync(round)).Mails, mail => mail.Kind == MailKind.NewLink);
    }

    [Fact]
    public async Task Ask_Often_ThreeADayAndNoMore()
    {
        var (round, dead) = await ArrangeAsync();
        for (var time = 0; time < 5; time++)
            Assert.Equal(303, (await AskAsync(dead)).Status);
        Assert.Equal(3, await MailsAsync(round));

        site.Office.Time.Advance(TimeSpan.FromHours(25));
        await AskAsync(dead);
        Assert.Equal(4, await MailsAsync(round));
    }

    [Fact]
    public async Task Ask_RoundIsOver_NoMail()
    {
        var (round, dead) = await ArrangeAsync();
        await site.Office.PutAsync(round, (await site.Office.ReadAsync(round)).Round with { State = RoundState.AwaitingDecision });

        Assert.Equal(303, (await AskAsync(dead)).Status);
        Assert.Equal(0, await MailsAsync(round));
    }

    [Fact]
    public async Task Ask_FormIsNotOurs_NoMail()
    {
        var (round, dead) = await ArrangeAsync();

        Assert.Equal(303, (await site.PostAsync("new-link", new Dictionary<string, string> { ["link"] = dead, ["formToken"] = "geraten" })).Status);
        Assert.Equal(0, await MailsAsync(round));
    }

    [Fact]
    public async Task Page_ShowsTheSameOfferForEveryDeadLink()
    {
        var (_, dead) = await ArrangeAsync();
        foreach (var path in new[] { $"b/{dead}", $"b/{new string('A', 43)}", $"o/{new string('A', 43)}", $"s/{new string('A', 43)}", "b/x" })
            Assert.NotNull((await site.GetAsync(path)).Page.QuerySelector("form[action='/new-link'] button"));
    }

    private async Task<int> MailsAsync(string round) => (await site.Office.ReadAsync(round)).Mails.Count(mail => mail.Kind == MailKind.NewLink);

    private async Task<SiteAnswer> AskAsync(string token) =>
        await site.PostAsync("new-link", (await site.GetAsync($"b/{token}")).Fields("form[action='/new-link']"));

    private async Task<(string Round, string Dead)> ArrangeAsync()
    {
        var round = await site.StartAsync(new RoundBuilder().RoundTable());
        var dead = await site.LinkAsync(round, Body);
        await site.Office.PutAsync(round, await site.Office.BodyAsync(round, Body) with { LinkGeneration = 2, ForwardGeneration = 2 });
        return (round, dead);
    }
}
