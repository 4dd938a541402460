using LipServerless.Activities.Commands;
using LipServerless.Activities.Commands.Delivery;
using LipServerless.Activities.Planning;
using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Commands.Delivery;

public sealed class MendContactTests
{
    private const string Invitation = $"{RoundTableId}.Invitation.0";
    private const string Again = $"{RoundTableId}.Invitation.1";
    private const string Dead = "tot@example.org";

    private readonly TestOffice office = new();

    [Fact]
    public async Task OtherAddress_ClearsTheMarkAndAsksAgain()
    {
        var round = await BouncedAsync();

        var result = await office.MendAsync(round, RoundTableId, " neu@example.org ", "kopie@example.org");
        await office.SendAsync(round, Again);

        var view = await office.ReadAsync(round);
        Assert.Null(view.Body(RoundTableId)!.Undeliverable);
        Assert.Equal(MailState.Sent, view.Mail(Again)!.State);
        Assert.Equal(["neu@example.org"], office.Mailer.Accepted[^1].To);
        Assert.Equal(["neu@example.org", "kopie@example.org"], (await office.Contacts.GetAsync("lip", RoundTableId, default))!.Emails);
        Assert.Equal(["lip-r1-g1-runder-tisch", "lip-r1-g1"], result.Wake);
        var entry = (await office.Store.ReadAuditAsync(round, default)).Single(line => line.Entry.Verb == AuditVerb.ContactMended);
        Assert.Equal(("Ada Probe", null), (entry.Side!.Who, entry.Side.Detail));
    }

    [Fact]
    public async Task AddressIsRightAgain_IsTakenOffTheListAndAskedAgain()
    {
        var round = await BouncedAsync();

        await office.MendAsync(round, RoundTableId, null);
        await office.SendAsync(round, Again);

        Assert.Equal([Dead], office.Mailer.Accepted[^1].To);
        Assert.Equal(2, office.Mailer.Accepted.Count);
    }

    [Fact]
    public async Task ByPost_MakesTheInvitationALetter()
    {
        var round = await BouncedAsync();

        await new MendContact(office.Store, office.Contacts, office.Suppressed, office.Clock).ExecuteAsync(
            new() { RoundId = round, BodyId = RoundTableId, Emails = [], PostalAddress = "Rathausplatz 1\r\n30159 Hannover", Who = "Ada Probe" }, default);
        await office.SendAsync(round, Again);

        Assert.Equal(MailState.Letter, (await office.ReadAsync(round)).Mail(Again)!.State);
        Assert.Equal("Rathausplatz 1\n30159 Hannover", (await office.Contacts.GetAsync("lip", RoundTableId, default))!.PostalAddress);
    }

    [Fact]
    public async Task AfterItHasAnswered_NobodyIsAskedAgain()
    {
        var round = await BouncedAsync();
        await office.EnterAsync(round, RoundTableId, new DateOnly(2026, 3, 2));

        await office.MendAsync(round, RoundTableId, "neu@example.org");

        Assert.Null((await office.ReadAsync(round)).Mail(Again));
        Assert.Null((await office.BodyAsync(round, RoundTableId)).Undeliverable);
    }

    [Fact]
    public async Task Twice_AsksOnce()
    {
        var round = await BouncedAsync();

        await office.MendAsync(round, RoundTableId, "neu@example.org");
        await office.MendAsync(round, RoundTableId, "neu@example.org");

        Assert.Equal(2, (await office.ReadAsync(round)).Mails.Count(mail => mail.Kind == MailKind.Invitation));
    }

    [Fact]
    public async Task Reminders_StopWhileTheAddressIsDead_AndGoOnWithTheNextOne()
    {
        var round = await BouncedAsync();
        var settings = (await office.ReadAsync(round)).Round.Settings;
        var steps = settings.RemindersFor((await office.BodyAsync(round, RoundTableId)).Deadline).OrderBy(step => step.At).ToList();
        Assert.True(steps.Count >= 2, "the plan needs two reminders");

        // Two fall due while nothing reaches the body.
        office.Time.SetUtcNow(steps[1].At.AddHours(1));
        Assert.False((await office.RemindBodyAsync(round, RoundTableId)).Now);
        var step = await NextAsync(round);
        Assert.Equal((BodyStepKind.Wait, (await office.BodyAsync(round, RoundTableId)).Deadline), (step.Kind, step.At));

        await office.MendAsync(round, RoundTableId, "neu@example.org");
        await office.SendAsync(round, Again);
        Assert.Equal(BodyStepKind.Wait, (await NextAsync(round)).Kind);
        foreach (var later in steps.Skip(2))
        {
            office.Time.SetUtcNow(later.At);
            Assert.Equal(BodyStepKind.Remind, (await NextAsync(round)).Kind);
            await office.RemindBodyAsync(round, RoundTableId);
        }

        Assert.Equal(steps.Count - 2, (await office.ReadAsync(round)).Mails.Count(mail => mail.Kind == MailKind.Reminder));
    }

    [Theory]
    [InlineData("neu@example.org\r\nBcc: a@example.org")]
    [InlineData("neu example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("Neu <neu@example.org>")]
    [InlineData("neu@localhost")]
    [InlineData("")]
    public async Task NoAddress_IsRefusedAndNothingChanges(string email)
    {
        var round = await BouncedAsync();

        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => office.MendAsync(round, RoundTableId, "gut@example.org", email));

        Assert.Equal((Refusal.Invalid, "emails[1]"), (refused.Reason, Assert.Single(refused.Faults).Field));
        Assert.Equal([Dead], (await office.Contacts.GetAsync("lip", RoundTableId, default))!.Emails);
        Assert.NotNull((await office.BodyAsync(round, RoundTableId)).Undeliverable);
    }

    [Fact]
    public async Task NeitherMailNorPost_OrTooMany_IsRefused()
    {
        var round = await BouncedAsync();

        await Assert.ThrowsAsync<CommandRefusedException>(() => office.MendAsync(round, RoundTableId));
        await Assert.ThrowsAsync<CommandRefusedException>(() => office.MendAsync(round, RoundTableId, [.. Enumerable.Range(0, 21).Select(i => $"a{i}@example.org")]));
        await Assert.ThrowsAsync<CommandRefusedException>(() => office.MendAsync(round, "fremd", "neu@example.org"));
    }

    [Fact]
    public async Task SteeringGroup_IsWrittenToAgainOnce()
    {
        var round = await office.StartAsync(new RoundBuilder().RoundTable());
        await office.OpenRoundAsync(round);
        var address = (await office.Contacts.GetAsync("lip", WellKnownIds.SteeringGroup, default))!.Emails[0];
        const string reading = $"{WellKnownIds.SteeringGroup}.SteeringReading.";
        await office.SendAsync(round, reading + "0");
        await office.ReportAsync(round, reading + "0", DeliveryStatus.Bounced, address);
        Assert.True(await office.Suppressed.ContainsAsync("lip", address, default));
        office.Time.Advance(TimeSpan.FromHours(1));

        await office.MendAsync(round, WellKnownIds.SteeringGroup, null);
        await office.MendAsync(round, WellKnownIds.SteeringGroup, null);
        await office.SendAsync(round, reading + "1");

        var view = await office.ReadAsync(round);
        Assert.Equal(MailState.Sent, view.Mail(reading + "1")!.State);
        Assert.Null(view.Mail(reading + "2"));
        Assert.False(await office.Suppressed.ContainsAsync("lip", address, default));
    }

    private async Task<BodyStep> NextAsync(string round) => BodyPlan.Next(await office.ReadAsync(round), RoundTableId, office.Clock.GetUtcNow(), generation: 1);

    private async Task<string> BouncedAsync()
    {
        var builder = new RoundBuilder().RoundTable().Reach(new Contact { BodyId = RoundTableId, Emails = [Dead] });
        var round = await office.StartAsync(builder);
        await office.OpenBodyAsync(round, RoundTableId);
        await office.SendAsync(round, Invitation);
        await office.ReportAsync(round, Invitation, DeliveryStatus.Bounced, Dead);
        return round;
    }
}
