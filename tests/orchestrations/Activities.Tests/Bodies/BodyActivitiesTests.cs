using LipServerless.Activities.Ports;
using LipServerless.Domain.Links;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Activities.Tests.ActivityRun;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Bodies;

public sealed class BodyActivitiesTests
{
    private readonly TestOffice office = new();

    [Fact]
    public async Task OpenBody_Planned_AsksOnceWithALivingLink()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());

        var first = await office.OpenBodyAsync(round, RoundTableId);
        var second = await office.OpenBodyAsync(round, RoundTableId);

        var view = await office.ReadAsync(round);
        Assert.True(first.Now);
        Assert.False(second.Now);
        Assert.Equal(BodyState.Open, view.Body(RoundTableId)!.State);
        Assert.Equal(office.Clock.GetUtcNow(), view.Body(RoundTableId)!.OpenedAt);
        var mail = Assert.Single(view.Mails);
        Assert.Equal((RoundTableId, RoundTableId, MailKind.Invitation, MailState.Due), (mail.Recipient, mail.Owner, mail.Kind, mail.State));
        Assert.Equal([(RoundTableId, LinkKind.Reply), (RoundTableId, LinkKind.Forward)], office.Links.All.OrderBy(link => link.Kind).Select(link => (link.Recipient, link.Kind)));
        Assert.Equal([AuditVerb.RoundStarted, AuditVerb.BodyOpened], await office.VerbsAsync(round));
    }

    [Fact]
    public async Task OpenBody_LinkInTheMail_IsTheOneStored()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        var stored = Assert.Single(office.Links.All, link => link.Kind == LinkKind.Reply).TokenHash;

        await office.SendAsync(round, $"{RoundTableId}.Invitation.0");

        var link = new Uri(Assert.Single(office.Mailer.Accepted).Content.Text);
        Assert.Equal("/b/", link.AbsolutePath[..3]);
        Assert.Equal(stored, LinkToken.Hash(link.AbsolutePath[3..]));
    }

    [Fact]
    public async Task Deeds_OfAnOldGeneration_DoNothing()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.RaiseGenerationAsync(round);

        Assert.False((await office.OpenBodyAsync(round, RoundTableId)).Now);
        await office.OpenBodyAsync(round, RoundTableId, generation: 2);
        office.PassUntil(4, 16);
        Assert.False((await office.RemindBodyAsync(round, RoundTableId)).Now);
        Assert.False((await office.SendAsync(round, $"{RoundTableId}.Invitation.0")).Now);
        office.PassUntil(5, 1);
        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.False((await office.FreezeAsync(round)).Now);
        Assert.True((await office.OpenRoundAsync(round)).Superseded);
        Assert.Empty(office.Mailer.Accepted);
    }

    [Fact]
    public async Task RemindBody_AnsweredMeanwhile_DoesNothing()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 10);
        office.Store.BeforeNextCommit = () => office.SubmitAsync(round, RoundTableId);

        var done = await office.RemindBodyAsync(round, RoundTableId);

        Assert.False(done.Now);
        Assert.Equal(1, office.Store.Conflicts);
        Assert.Empty((await office.BodyAsync(round, RoundTableId)).RemindersDone);
        Assert.DoesNotContain((await office.ReadAsync(round)).Mails, mail => mail.Kind == MailKind.Reminder);
    }

    [Fact]
    public async Task RemindBody_Repeated_RemindsOnce()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 10);

        Assert.True((await office.RemindBodyAsync(round, RoundTableId)).Now);
        Assert.False((await office.RemindBodyAsync(round, RoundTableId)).Now);

        Assert.Equal([1, 2], (await office.BodyAsync(round, RoundTableId)).RemindersDone);
        Assert.Equal(2, Assert.Single((await office.ReadAsync(round)).Mails, mail => mail.Kind == MailKind.Reminder).Step);
    }

    [Fact]
    public async Task CloseBody_BeforeDeadline_DoesNothing()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 17, 23, 59);

        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Equal(BodyState.Open, (await office.BodyAsync(round, RoundTableId)).State);
    }

    [Fact]
    public async Task CloseBody_SubmissionCommitsFirst_ItCounts()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 18, 0);
        office.Store.BeforeNextCommit = () => SubmittedJustInTimeAsync(round);

        Assert.True((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Equal(BodyResult.Received, (await office.BodyAsync(round, RoundTableId)).Result);
        Assert.Equal(1, office.Store.Conflicts);
    }

    [Fact]
    public async Task CloseBody_CommitsFirst_SubmissionIsLate()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 17, 23, 59);
        office.Store.BeforeNextCommit = () =>
        {
            office.PassUntil(4, 18, 0);
            return office.CloseBodyAsync(round, RoundTableId);
        };

        var result = await office.SubmitAsync(round, RoundTableId);

        Assert.Equal(Activities.Commands.Statements.SubmitKind.AcceptedLate, result.Kind);
        Assert.Equal(BodyResult.Expired, (await office.BodyAsync(round, RoundTableId)).Result);
    }

    [Fact]
    public async Task CloseBody_ExtendedMeanwhile_StaysOpen()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 18, 0);
        office.Store.BeforeNextCommit = () => office.ExtendAsync(round, RoundTableId, new DateOnly(2026, 4, 20));

        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Equal(BodyState.Open, (await office.BodyAsync(round, RoundTableId)).State);
    }

    [Fact]
    public async Task CloseBody_Repeated_ClosesOnce()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenBodyAsync(round, RoundTableId);
        office.PassUntil(4, 18, 0);

        Assert.True((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.False((await office.CloseBodyAsync(round, RoundTableId)).Now);
        Assert.Single(await office.VerbsAsync(round), AuditVerb.BodyClosed);
    }

    // A submission that was received in time and commits while the closing is under way.
    private async Task SubmittedJustInTimeAsync(string round)
    {
        var body = await office.BodyAsync(round, RoundTableId);
        var version = new StatementRecord
        {
            BodyId = RoundTableId,
            Number = 1,
            Channel = Domain.Statements.Channel.Web,
            ReceiptNumber = "0000",
            StoredAt = Berlin(4, 17, 23, 59),
            Document = "d",
            ContentHash = "h",
        };
        await office.PutAsync(round, version, body with { Versions = 1, WebVersion = 1, LatestVersion = 1 });
    }
}
