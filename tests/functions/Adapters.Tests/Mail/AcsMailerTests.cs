using Azure;
using Azure.Communication.Email;
using LipServerless.Activities.Ports;
using LipServerless.Adapters.Mail;
using LipServerless.Embedded.Inbox;

namespace LipServerless.Adapters.Tests.Mail;

/// <summary>The mailer against a server of the same protocol.</summary>
public sealed class AcsMailerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lip-mailer-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Send_WholeMail_ArrivesWithHeadersReplyToAndBothTexts()
    {
        await using var inbox = await StartAsync();
        var mail = Mail() with { To = ["a@example.org", "b@example.org"], Headers = new Dictionary<string, string> { ["x-lip-mail"] = "beirat-01/Invitation/lip-r1/0" } };

        await Mailer(inbox).SendAsync(mail, default);

        var stored = Assert.Single(inbox.Mails);
        Assert.Equal(mail.OperationId, stored.OperationId);
        Assert.Equal(("Bitte um Stellungnahme: Größe", "beteiligung@example.org"), (stored.Subject, stored.From));
        Assert.Equal([("a@example.org", "Integrationsbeirat Mitte"), ("b@example.org", "Integrationsbeirat Mitte")], stored.To.Select(to => (to.Address, to.DisplayName)));
        Assert.Equal("oe50.6@example.org", Assert.Single(stored.ReplyTo).Address);
        Assert.Equal("beirat-01/Invitation/lip-r1/0", stored.Headers["x-lip-mail"]);
        using var http = new HttpClient { BaseAddress = inbox.Address };
        Assert.Contains("<p>Guten Tag</p>", await http.GetStringAsync($"api/mails/{stored.Id}/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AnyMail_AsksTheServiceNotToTrackItsReaders()
    {
        await using var inbox = await StartAsync();

        await Mailer(inbox).SendAsync(Mail(), default);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "mails")));
        using var sent = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        Assert.True(sent.RootElement.GetProperty("mail").GetProperty("userEngagementTrackingDisabled").GetBoolean());
    }

    [Fact]
    public async Task Send_WithAFile_TheInboxOffersItAsADownload()
    {
        await using var inbox = await StartAsync();
        var mail = Mail();
        var file = new MailFile("Frist.ics", "text/calendar", "BEGIN:VCALENDAR\r\nÖ"u8.ToArray());

        await Mailer(inbox).SendAsync(mail with { Content = mail.Content with { Files = [file] } }, default);

        var stored = Assert.Single(inbox.Mails);
        Assert.Equal(("Frist.ics", "text/calendar", file.Content.Length), (stored.Attachments[0].Name, stored.Attachments[0].ContentType, stored.Attachments[0].Size));
        using var http = new HttpClient { BaseAddress = inbox.Address };
        using var download = await http.GetAsync($"api/mails/{stored.Id}/attachments/0");
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(file.Content.ToArray(), await download.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task LookUp_BeforeAndAfterSending_UnknownThenSent()
    {
        await using var inbox = await StartAsync();
        var (mailer, mail) = (Mailer(inbox), Mail());

        Assert.Equal(SendingProgress.Unknown, (await mailer.LookUpAsync(mail.OperationId, default)).Progress);
        Assert.Equal(SendingProgress.Sent, (await mailer.SendAsync(mail, default)).Progress);
        Assert.Equal(SendingProgress.Sent, (await mailer.LookUpAsync(mail.OperationId, default)).Progress);
        Assert.Equal(SendingProgress.Unknown, (await mailer.LookUpAsync(Guid.NewGuid(), default)).Progress);
    }

    [Fact]
    public async Task Send_StillRunningAfterAWhile_SaysSoAndWhenToAskAgain()
    {
        await using var inbox = await StartAsync(runningPolls: 3, pollAfter: TimeSpan.FromSeconds(40));
        var (mailer, mail) = (Mailer(inbox), Mail());

        Assert.Equal(new Sending(SendingProgress.Running, TimeSpan.FromSeconds(40)), await mailer.SendAsync(mail, default));
        Assert.Equal(SendingProgress.Running, (await mailer.LookUpAsync(mail.OperationId, default)).Progress);
    }

    [Fact]
    public async Task Send_EndsSoon_IsWaitedFor()
    {
        await using var inbox = await StartAsync(runningPolls: 2, pollAfter: TimeSpan.Zero);

        Assert.Equal(SendingProgress.Sent, (await Mailer(inbox).SendAsync(Mail(), default)).Progress);
    }

    [Fact]
    public async Task SendOrLookUp_EndedAsFailed_IsRefusedForGood()
    {
        await using var inbox = await StartAsync(_ => InboxFault.FailLater("EmailDroppedAllRecipientsSuppressed", "All recipients are suppressed."));
        var (mailer, mail) = (Mailer(inbox), Mail());

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", (await Assert.ThrowsAsync<MailRefusedException>(() => mailer.SendAsync(mail, default))).Code);
        Assert.Equal("EmailDroppedAllRecipientsSuppressed", (await Assert.ThrowsAsync<MailRefusedException>(() => mailer.LookUpAsync(mail.OperationId, default))).Code);
    }

    [Fact]
    public async Task Send_Answered400_IsRefusedForGoodWithTheServicesCode()
    {
        await using var inbox = await StartAsync(_ => InboxFault.Refuse(400, "InvalidRecipient", "The address of b@example.org is not valid."));

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => Mailer(inbox).SendAsync(Mail(), default));

        Assert.Equal("InvalidRecipient", refused.Code);
        Assert.DoesNotContain("example.org", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Send_AnsweredWithAFaultThatMayPass_IsNoRefusal(int status)
    {
        await using var inbox = await StartAsync(_ => InboxFault.Refuse(status, "Whatever", "Whatever."));

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Mailer(inbox).SendAsync(Mail(), default));

        Assert.Equal(status, failed.Status);
    }

    [Fact]
    public async Task Send_ThrottledForLong_LeavesTheServiceAloneForSoLong()
    {
        var posts = 0;
        await using var inbox = await StartAsync(_ =>
        {
            posts++;
            return InboxFault.Throttle(TimeSpan.FromSeconds(90));
        });
        var mailer = Mailer(inbox, ownRepeats: 0);

        var first = await Assert.ThrowsAsync<MailThrottledException>(() => mailer.SendAsync(Mail(), default));
        var second = await Assert.ThrowsAsync<MailThrottledException>(() => mailer.SendAsync(Mail(), default));

        Assert.InRange(first.Wait, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
        Assert.InRange(second.Wait, TimeSpan.FromSeconds(1), first.Wait);
        Assert.Equal(1, posts);
        Assert.Empty(inbox.Mails);
    }

    [Fact]
    public async Task Send_ThrottledForAMoment_IsSentOnceThatIsOver()
    {
        await using var inbox = await StartAsync(attempt => attempt.Post == 1 ? InboxFault.Throttle(TimeSpan.FromSeconds(1)) : null);

        await Mailer(inbox, ownRepeats: 0).SendAsync(Mail(), default);

        Assert.Single(inbox.Mails);
    }

    [Fact]
    public async Task Send_ThrottledOnce_IsSentByTheClientsRepeat()
    {
        await using var inbox = await StartAsync(attempt => attempt.Post == 1 ? InboxFault.Throttle(TimeSpan.Zero) : null);

        await Mailer(inbox).SendAsync(Mail(), default);

        Assert.Single(inbox.Mails);
    }

    [Theory]
    [InlineData(OperationReuse.Replay202)]
    [InlineData(OperationReuse.Refuse400)]
    [InlineData(OperationReuse.Conflict409)]
    public async Task Send_AnswerLost_CountsAsSentWhateverTheServiceSaysOfTheRepeat(OperationReuse reuse)
    {
        await using var inbox = await StartAsync(attempt => attempt.Post == 1 ? InboxFault.LoseAnswer() : null, reuse);
        var (mailer, mail) = (Mailer(inbox), Mail());

        await mailer.SendAsync(mail, default);

        Assert.Equal(SendingProgress.Sent, (await mailer.LookUpAsync(mail.OperationId, default)).Progress);
        Assert.Single(inbox.Mails);
    }

    private static AcsMailer Mailer(InboxServer inbox, int ownRepeats = 3)
    {
        var options = new EmailClientOptions();
        options.Retry.MaxRetries = ownRepeats;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        return new AcsMailer(new EmailClient(inbox.ConnectionString, options), new MailSettings { Sender = "beteiligung@example.org", ReplyTo = "oe50.6@example.org" });
    }

    private static OutgoingMail Mail() => new()
    {
        OperationId = Guid.NewGuid(),
        To = ["a@example.org"],
        ToName = "Integrationsbeirat Mitte",
        Content = new ComposedMail { Subject = "Bitte um Stellungnahme: Größe", Html = "<!doctype html><p>Guten Tag</p>", Text = "Guten Tag" },
    };

    private Task<InboxServer> StartAsync(Func<InboxAttempt, InboxFault?>? fault = null, OperationReuse reuse = OperationReuse.Replay202, int runningPolls = 0, TimeSpan? pollAfter = null) =>
        InboxServer.StartAsync(new InboxOptions { Folder = folder, Fault = fault, Reuse = reuse, RunningPolls = runningPolls, PollAfter = pollAfter ?? TimeSpan.FromSeconds(1) }, CancellationToken.None);
}
