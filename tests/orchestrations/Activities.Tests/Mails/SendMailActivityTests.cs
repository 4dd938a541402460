using LipServerless.Activities.Commands.Disowning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Links;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Mails;

public sealed class SendMailActivityTests
{
    private const string Invitation = $"{RoundTableId}.Invitation.0";

    private readonly TestOffice office = new();

    [Fact]
    public async Task Send_DueMail_LeavesMarkedAndIsRecorded()
    {
        var round = await AskedAsync();

        Assert.True((await office.SendAsync(round, Invitation)).Now);

        var mail = Assert.Single(office.Mailer.Accepted);
        Assert.Equal($"{RoundTableId}/Invitation/lip-r1/0", mail.Headers["x-lip-mail"]);
        Assert.Equal("Runder Tisch für Gleichberechtigung und gegen Rassismus", mail.ToName);
        var row = (await office.ReadAsync(round)).Mail(Invitation)!;
        Assert.Equal((MailState.Sent, mail.OperationId, office.Clock.GetUtcNow()), (row.State, row.OperationId, row.SentAt));
        Assert.Equal(AuditVerb.MailSent, (await office.VerbsAsync(round))[^1]);
    }

    [Fact]
    public async Task Send_Again_DoesNothing()
    {
        var round = await AskedAsync();
        await office.SendAsync(round, Invitation);

        Assert.False((await office.SendAsync(round, Invitation)).Now);

        Assert.Single(office.Mailer.Accepted);
        Assert.Equal(0, office.Mailer.LookUps);
    }

    [Fact]
    public async Task Send_OperationIdIsStoredBeforeTheMailLeaves()
    {
        var round = await AskedAsync();
        office.Mailer.Outage = new HttpRequestException("down");

        await Assert.ThrowsAsync<HttpRequestException>(() => office.SendAsync(round, Invitation));

        var row = (await office.ReadAsync(round)).Mail(Invitation)!;
        Assert.Equal(MailState.Sending, row.State);
        Assert.NotNull(row.OperationId);
    }

    [Fact]
    public async Task Send_AnswerWasLost_LooksUpAndDoesNotSendAgain()
    {
        var round = await AskedAsync();
        office.Mailer.LoseNextAnswer = new HttpRequestException("reset");
        await Assert.ThrowsAsync<HttpRequestException>(() => office.SendAsync(round, Invitation));

        Assert.True((await office.SendAsync(round, Invitation)).Now);

        Assert.Equal((1, 1, 1), (office.Mailer.Accepted.Count, office.Mailer.Attempts, office.Mailer.LookUps));
        Assert.Equal(MailState.Sent, (await office.ReadAsync(round)).Mail(Invitation)!.State);
    }

    [Fact]
    public async Task Send_RowIsLostAfterSending_TheServiceStillKnowsTheMail()
    {
        // The commit that says "sent" fails: the repeat finds the mail by the id it stored before.
        var round = await AskedAsync();
        office.Mailer.LoseNextAnswer = new IOException("host was killed");
        await Assert.ThrowsAsync<IOException>(() => office.SendAsync(round, Invitation));
        await office.RaiseGenerationAsync(round);

        await office.SendAsync(round, Invitation, generation: 2);

        Assert.Single(office.Mailer.Accepted);
    }

    [Fact]
    public async Task Send_NoEmail_BecomesALetter()
    {
        var round = await AskedAsync(new Contact { BodyId = RoundTableId, PostalAddress = "Rathausplatz 1\n30159 Hannover" });

        Assert.True((await office.SendAsync(round, Invitation)).Now);

        var row = (await office.ReadAsync(round)).Mail(Invitation)!;
        Assert.Equal(MailState.Letter, row.State);
        Assert.NotNull(row.SentAt);
        Assert.Equal(0, office.Mailer.Attempts);
    }

    [Fact]
    public async Task Send_Refused_FailsVisiblyAndIsNotRepeated()
    {
        var round = await AskedAsync();
        office.Mailer.Refused.Add($"{RoundTableId}@example.org");

        await office.SendAsync(round, Invitation);
        await office.SendAsync(round, Invitation);

        Assert.Equal(1, office.Mailer.Attempts);
        Assert.Equal(MailState.Failed, (await office.ReadAsync(round)).Mail(Invitation)!.State);
        var line = (await office.Store.ReadAuditAsync(round, default))[^1];
        Assert.Equal((AuditVerb.MailFailed, "InvalidRecipient"), (line.Entry.Verb, line.Side?.Detail));
    }

    [Fact]
    public async Task Send_NoContact_FailsVisibly()
    {
        var round = await AskedAsync();
        office.Contacts.Remove("lip", RoundTableId);

        await office.SendAsync(round, Invitation);

        Assert.Equal(MailState.Failed, (await office.ReadAsync(round)).Mail(Invitation)!.State);
    }

    [Fact]
    public async Task Send_SeveralAddresses_ReceiptsGoToAllOthersToTheFirst()
    {
        var round = await AskedAsync(new Contact { BodyId = RoundTableId, Emails = ["a@example.org", "b@example.org"] });
        await office.SubmitAsync(round, RoundTableId);

        await office.SendAsync(round, Invitation);
        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        Assert.Equal(["a@example.org"], office.Mailer.Accepted[0].To);
        Assert.Equal(["a@example.org", "b@example.org"], office.Mailer.Accepted[1].To);
    }

    [Fact]
    public async Task Send_ContactChanged_GoesToTheNewAddress()
    {
        var round = await AskedAsync();
        await office.Contacts.PutAsync("lip", new Contact { BodyId = RoundTableId, Emails = ["neu@example.org"] }, default);

        await office.SendAsync(round, Invitation);

        Assert.Equal(["neu@example.org"], Assert.Single(office.Mailer.Accepted).To);
    }

    [Fact]
    public async Task Send_Receipt_HoldsThatVersion()
    {
        var round = await AskedAsync();
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Erste"));
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Zweite"));

        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        var occasion = Assert.Single(office.Composer.Occasions);
        Assert.Equal(("Erste", 1), (occasion.Statement?.Overall, occasion.StatementRow?.Number));
    }

    [Fact]
    public async Task Send_Adopted_HoldsTheJointView()
    {
        var round = await office.StartAsync(new RoundBuilder().Councils(1).Conference());
        await office.OpenAllAsync(round);
        await office.SubmitAsync(round, ConferenceId, TestOffice.Says("Gemeinsam"));

        await office.SendAsync(round, $"{CouncilId(1)}.Adopted.1");

        var occasion = Assert.Single(office.Composer.Occasions);
        Assert.Equal(("Gemeinsam", CouncilId(1)), (occasion.Statement?.Overall, occasion.Body?.BodyId));
    }

    [Fact]
    public async Task Send_ReminderOvertakenByTheAnswer_IsDropped()
    {
        var round = await AskedAsync();
        office.PassUntil(4, 10);
        await office.RemindBodyAsync(round, RoundTableId);
        await office.SubmitAsync(round, RoundTableId);

        await office.SendAsync(round, $"{RoundTableId}.Reminder.2");

        Assert.Equal(0, office.Mailer.Attempts);
        Assert.Equal(MailState.Dropped, (await office.ReadAsync(round)).Mail($"{RoundTableId}.Reminder.2")!.State);
        Assert.Equal(AuditVerb.MailDropped, (await office.VerbsAsync(round))[^1]);
    }

    [Fact]
    public async Task Send_LinkRevoked_TheNextMailHoldsTheNewLink()
    {
        var round = await AskedAsync();
        await office.SendAsync(round, Invitation);
        var body = await office.BodyAsync(round, RoundTableId);
        await office.PutAsync(round, body with { LinkGeneration = 2 });
        await office.SubmitAsync(round, RoundTableId);

        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        var links = office.Mailer.Accepted.Select(mail => mail.Content.Text).ToList();
        Assert.NotEqual(links[0], links[1]);
        Assert.Equal(2, (await office.Links.FindAsync(LinkToken.Hash(new Uri(links[1]).AbsolutePath[3..]), default))?.Generation);
    }

    [Theory]
    [InlineData(MailKind.Outcome, "/o/")]
    [InlineData(MailKind.Receipt, "/b/")]
    public async Task Send_ToABody_LinksToItsPage(MailKind kind, string path)
    {
        var round = await AskedAsync();
        var mail = new MailRecord { Recipient = RoundTableId, Owner = WellKnownIds.Round, Kind = kind, Step = 9, DueAt = office.Clock.GetUtcNow() };
        await office.PutAsync(round, mail);

        await office.SendAsync(round, mail.MailId);

        Assert.StartsWith($"https://lip.example.org{path}", Assert.Single(office.Mailer.Accepted).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToTheSteeringGroup_LinksToItsPage()
    {
        var round = await AskedAsync();
        await office.OpenRoundAsync(round);

        await office.SendAsync(round, $"{WellKnownIds.SteeringGroup}.SteeringReading.0");

        var mail = Assert.Single(office.Mailer.Accepted);
        Assert.StartsWith("https://lip.example.org/s/", mail.Content.Text, StringComparison.Ordinal);
        Assert.Equal("Lenkungsgruppe", mail.ToName);
    }

    [Theory]
    [InlineData(1, LinkKind.Reply)]
    [InlineData(2, LinkKind.Forward)]
    public async Task Send_ReceiptToAllAddresses_OnlyASingleOneGetsTheLinkThatSubmits(int addresses, LinkKind kind)
    {
        var round = await AskedAsync(new Contact { BodyId = RoundTableId, Emails = [.. Enumerable.Range(1, addresses).Select(n => $"rt{n}@example.org")] });
        await office.SubmitAsync(round, RoundTableId);

        await office.SendAsync(round, $"{RoundTableId}.Receipt.1");

        var mail = Assert.Single(office.Mailer.Accepted);
        Assert.Equal(addresses, mail.To.Count);
        Assert.Equal(kind, (await office.Links.FindAsync(LinkToken.Hash(new Uri(mail.Content.Text).AbsolutePath[3..]), default))?.Kind);
    }

    [Fact]
    public async Task Send_Disowned_GoesToTheOfficeAlone()
    {
        var round = await AskedAsync();
        await office.SubmitAsync(round, RoundTableId);
        var receipt = (await office.ReadAsync(round)).Statement(RoundTableId, 1)!.ReceiptNumber;
        var result = await new Disown(office.Store, office.Clock).ExecuteAsync(round, RoundTableId, receipt, default);

        await office.SendAsync(round, $"{RoundTableId}.Disowned.1");

        var mail = Assert.Single(office.Mailer.Accepted);
        Assert.Equal([office.Mailbox.Address], mail.To);
        Assert.Equal("Projektkoordination", mail.ToName);
        Assert.Equal("https://lip.example.org/dashboard/rounds/lip-r1", mail.Content.Text);
        Assert.Equal(["lip-r1-g1-runder-tisch", "lip-r1-g1"], result.Wake);
    }

    [Fact]
    public async Task Send_UnknownMail_Throws()
    {
        var round = await AskedAsync();

        await Assert.ThrowsAsync<NotStoredException>(() => office.SendAsync(round, "nobody.Invitation.0"));
    }

    [Fact]
    public async Task OperationIds_AreVersionFive_AndDifferByMailAndRoundStart()
    {
        var round = (await office.ReadAsync(await AskedAsync())).Round;
        var id = Activities.Mails.OperationIds.Of(round, Invitation);

        Assert.Equal(5, id.Version);
        Assert.Equal(id, Activities.Mails.OperationIds.Of(round, Invitation));
        Assert.NotEqual(id, Activities.Mails.OperationIds.Of(round, $"{RoundTableId}.Reminder.1"));
        Assert.NotEqual(id, Activities.Mails.OperationIds.Of(round with { StartedAt = round.StartedAt.AddTicks(1) }, Invitation));
    }

    private async Task<string> AskedAsync(Contact? contact = null)
    {
        var builder = new RoundBuilder().RoundTable();
        var round = await office.StartAsync(contact is null ? builder : builder.Reach(contact));
        await office.OpenBodyAsync(round, RoundTableId);
        return round;
    }
}
