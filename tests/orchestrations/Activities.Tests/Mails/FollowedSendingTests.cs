using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Mails;

/// <summary>Accepted is not sent: a mail is followed to its end, is never handed over twice, and goes to no address that mails came back from.</summary>
public sealed class FollowedSendingTests
{
    private const string Invitation = $"{RoundTableId}.Invitation.0";
    private const string Address = $"{RoundTableId}@example.org";

    private readonly TestOffice office = new();

    [Fact]
    public async Task StillRunning_IsAskedAgainLater_AndSentOnce()
    {
        var round = await AskedAsync();
        var accepted = office.Clock.GetUtcNow();
        office.Mailer.Progress = new Sending(SendingProgress.Running, TimeSpan.FromMinutes(3));

        await office.SendAsync(round, Invitation);
        var mail = await MailAsync(round);
        Assert.Equal((MailState.Sending, accepted, accepted.AddMinutes(3), null), (mail.State, mail.AcceptedAt, mail.NotBefore, mail.SentAt));
        var step = await NextAsync(round);
        Assert.Equal((BodyStepKind.Wait, accepted.AddMinutes(3)), (step.Kind, step.At));

        office.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(BodyStepKind.Send, (await NextAsync(round)).Kind);
        office.Mailer.Progress = new Sending(SendingProgress.Sent);
        await office.SendAsync(round, Invitation);

        mail = await MailAsync(round);
        Assert.Equal((MailState.Sent, accepted), (mail.State, mail.SentAt));
        Assert.Equal((1, 1), (office.Mailer.Attempts, office.Mailer.LookUps));
    }

    [Fact]
    public async Task StillRunning_OutsideOfTheSendingHours_IsAskedAllTheSame()
    {
        var round = await AskedAsync(new() { AtAnyTime = false });
        office.Mailer.Progress = new Sending(SendingProgress.Running);
        office.PassUntil(3, 2, 17, 59);
        await office.SendAsync(round, Invitation);

        office.PassUntil(3, 2, 18, 5);

        Assert.Equal(BodyStepKind.Send, (await NextAsync(round)).Kind);
    }

    [Fact]
    public async Task StillRunning_IsAskedEverMoreSeldom_AndCountsAsSentAfterADay()
    {
        var round = await AskedAsync();
        office.Mailer.Progress = new Sending(SendingProgress.Running);
        await office.SendAsync(round, Invitation);

        while ((await MailAsync(round)).State == MailState.Sending)
        {
            office.Time.SetUtcNow((await MailAsync(round)).NotBefore!.Value);
            await office.SendAsync(round, Invitation);
        }

        Assert.InRange(office.Mailer.LookUps, 24, 32);
        Assert.Equal(1, office.Mailer.Attempts);
    }

    [Fact]
    public async Task ServiceHasForgottenWhatItAccepted_IsNotSentAgain()
    {
        var round = await AskedAsync();
        office.Mailer.Progress = new Sending(SendingProgress.Running);
        await office.SendAsync(round, Invitation);
        office.Time.Advance(TimeSpan.FromHours(2));
        office.Mailer.HasForgotten = true;

        await office.SendAsync(round, Invitation);

        Assert.Equal(MailState.Sent, (await MailAsync(round)).State);
        Assert.Equal(1, office.Mailer.Attempts);
    }

    [Fact]
    public async Task EndsAsFailed_BecauseTheServiceKnowsTheAddressIsDead_MarksTheBodyAndSuppresses()
    {
        var round = await AskedAsync();
        office.Mailer.Progress = new Sending(SendingProgress.Running);
        await office.SendAsync(round, Invitation);
        office.Time.Advance(TimeSpan.FromMinutes(5));
        office.Mailer.FailsLater = "EmailDroppedAllRecipientsSuppressed";

        await office.SendAsync(round, Invitation);

        var mail = await MailAsync(round);
        Assert.Equal((MailState.Failed, "EmailDroppedAllRecipientsSuppressed"), (mail.State, mail.FailureCode));
        Assert.Equal(Invitation, (await office.BodyAsync(round, RoundTableId)).Undeliverable!.MailId);
        Assert.True(await office.Suppressed.ContainsAsync("lip", Address, default));
    }

    [Fact]
    public async Task Throttled_WaitsAsLongAsTheServiceAsks()
    {
        var round = await AskedAsync();
        var now = office.Clock.GetUtcNow();
        office.Mailer.Outage = new MailThrottledException(TimeSpan.FromMinutes(7));

        await office.SendAsync(round, Invitation);
        Assert.Equal((MailState.Sending, now.AddMinutes(7), null), ((await MailAsync(round)).State, (await MailAsync(round)).NotBefore, (await MailAsync(round)).AcceptedAt));
        office.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.False((await office.SendAsync(round, Invitation)).Now);
        Assert.Equal(1, office.Mailer.Attempts);

        office.Mailer.Outage = null;
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SendAsync(round, Invitation);
        Assert.Equal(MailState.Sent, (await MailAsync(round)).State);
        Assert.Single(office.Mailer.Accepted);
    }

    [Fact]
    public async Task Throttled_AgainAndAgain_ComesEverMoreSeldom()
    {
        var round = await AskedAsync();
        office.Mailer.Outage = new MailThrottledException(TimeSpan.FromSeconds(7));
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            await office.SendAsync(round, Invitation);
            waits.Add((await MailAsync(round)).NotBefore!.Value - office.Clock.GetUtcNow());
            office.Time.SetUtcNow((await MailAsync(round)).NotBefore!.Value);
        }

        Assert.Equal([7, 60, 120, 240, 480, 960, 1920, 3600, 3600], waits.Select(wait => (int)wait.TotalSeconds));
    }

    [Fact]
    public async Task SuppressedAddress_GetsNothing_AndTheBodyIsMarked()
    {
        var round = await AskedAsync();
        await office.Suppressed.AddAsync("lip", Address.ToUpperInvariant(), default);

        await office.SendAsync(round, Invitation);

        var mail = await MailAsync(round);
        Assert.Equal((MailState.Failed, "suppressed"), (mail.State, mail.FailureCode));
        Assert.NotNull((await office.BodyAsync(round, RoundTableId)).Undeliverable);
        Assert.Equal(0, office.Mailer.Attempts);
    }

    [Fact]
    public async Task SuppressedAddressAmongSeveral_TheOthersGetTheReceipt()
    {
        var round = await AskedAsync(contact: new() { BodyId = RoundTableId, Emails = ["a@example.org", "b@example.org", "c@example.org"] });
        await office.SubmitAsync(round, RoundTableId);
        await office.Suppressed.AddAsync("lip", "b@example.org", default);

        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        Assert.Equal(["a@example.org", "c@example.org"], Assert.Single(office.Mailer.Accepted).To);
        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
    }

    [Fact]
    public async Task ReportComesBeforeTheAnswer_IsKept()
    {
        var round = await AskedAsync();
        office.Mailer.Outage = new HttpRequestException("down");
        await Assert.ThrowsAsync<HttpRequestException>(() => office.SendAsync(round, Invitation));
        Assert.True(await Commands.Delivery.DeliveryDesk.ReportAsync(office, round, Invitation, DeliveryStatus.Delivered, Address));

        office.Mailer.Outage = null;
        await office.SendAsync(round, Invitation);

        var mail = await MailAsync(round);
        Assert.Equal((MailState.Sent, DeliveryStatus.Delivered), (mail.State, Assert.Single(mail.Deliveries).Status));
    }

    [Fact]
    public async Task BodyIsMarked_ADueReminderIsDropped()
    {
        var round = await AskedAsync();
        var body = await office.BodyAsync(round, RoundTableId);
        await office.PutAsync(
            round,
            body with { Undeliverable = new() { At = office.Clock.GetUtcNow(), MailId = Invitation } },
            new MailRecord { Recipient = RoundTableId, Owner = RoundTableId, Kind = MailKind.Reminder, Step = 1, DueAt = office.Clock.GetUtcNow() });

        await office.SendAsync(round, $"{RoundTableId}.Reminder.1");

        Assert.Equal(MailState.Dropped, (await office.ReadAsync(round)).Mail($"{RoundTableId}.Reminder.1")!.State);
    }

    private async Task<MailRecord> MailAsync(string round) => (await office.ReadAsync(round)).Mail(Invitation)!;

    private async Task<BodyStep> NextAsync(string round) => BodyPlan.Next(await office.ReadAsync(round), RoundTableId, office.Clock.GetUtcNow(), generation: 1);

    private async Task<string> AskedAsync(Domain.Settings.SendingHours? hours = null, Contact? contact = null)
    {
        var builder = new RoundBuilder().RoundTable();
        if (hours is not null)
            builder.Settings = builder.Settings with { SendingHours = hours };
        if (contact is not null)
            builder.Reach(contact);
        var round = await office.StartAsync(builder);
        await office.OpenBodyAsync(round, RoundTableId);
        return round;
    }
}
