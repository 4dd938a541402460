using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using Microsoft.DurableTask;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Rounds.Tests;

public sealed class FailuresTests
{
    [Fact]
    public async Task MailService_DownForTenHours_HealsAndNobodyIsWrittenTwice()
    {
        var office = new TestOffice();
        office.Mailer.Outage = new HttpRequestException("down");
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2), office);

        round.RunUntil(3, 2, 19);
        Assert.Empty(round.Mails);
        round.AssertNoneFailed();
        office.Mailer.Outage = null;
        round.RunUntil(3, 2, 20);

        Assert.Equal(["Invitation 0"], round.MailsTo(CouncilId(1)));
        Assert.Equal(3, round.Mails.Count);
        round.Hub.AssertReplaysAlike();
    }

    [Fact]
    public async Task MailService_LosesItsAnswer_NobodyIsWrittenTwice()
    {
        var office = new TestOffice();
        office.Mailer.LoseNextAnswer = new HttpRequestException("connection reset");
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(1), office);

        round.RunUntil(3, 3);

        Assert.Equal(2, round.Mails.Count);
        Assert.Equal(2, round.Mails.Distinct().Count());
        Assert.Equal(1, office.Mailer.LookUps);
        Assert.All((await round.ReadAsync()).Mails, mail => Assert.Equal(MailState.Sent, mail.State));
    }

    [Fact]
    public async Task Storage_DownAtTheDeadline_ClosesAfterwards()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(1));
        round.RunUntil(4, 10, 23);
        round.Office.Store.Outage = new HttpRequestException("down");
        round.RunUntil(4, 11, 6);
        round.Office.Store.Outage = null;

        round.RunUntil(4, 11, 7);

        Assert.Equal(BodyState.Closed, (await round.BodyAsync(CouncilId(1))).State);
    }

    [Fact]
    public async Task RefusedAddress_HoldsUpNothing()
    {
        var office = new TestOffice();
        office.Mailer.Refused.Add($"{CouncilId(1)}@example.org");
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference(), office);

        round.RunUntil(4, 11);

        Assert.Equal(BodyResult.Expired, (await round.BodyAsync(CouncilId(1))).Result);
        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));
        Assert.Equal(4, (await round.ReadAsync()).Mails.Count(mail => mail.State == MailState.Failed));
    }

    [Fact]
    public async Task Bug_InABodysPart_FailsTheRoundLoudly()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());
        round.RunUntil(3, 20);

        round.Office.Documents.Erase((await round.ReadAsync()).Round.DraftDocument);
        round.RunUntil(3, 27, 9);

        var failure = Assert.IsType<TaskFailedException>(round.Round.Run.Exception?.InnerException);
        Assert.Contains("is missing", failure.InnerException?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bug_InOneBodysPart_HoldsUpOnlyWhatComesAfterIt_AndGoesOnWhenRestarted()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference().RoundTable());
        round.RunUntil(3, 20);

        // Only the first council's part needs the draft while it is away.
        var name = (await round.ReadAsync()).Round.DraftDocument;
        var draft = (await round.Office.Documents.GetAsync(name, default))!;
        round.Office.Documents.Erase(name);
        await round.Wake(round.Office.ExtendAsync(round.RoundId, CouncilId(1), new DateOnly(2026, 4, 12)));
        await round.Office.Documents.PutAsync(name, draft, "text/plain", default);
        Assert.True(Part(CouncilId(1)).Run.IsFaulted);
        Assert.False(round.Round.Run.IsCompleted);

        round.RunUntil(4, 20);
        Assert.Equal(BodyState.Open, (await round.BodyAsync(CouncilId(1))).State);
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(CouncilId(2))).State);
        Assert.Contains("Reminder 2", round.MailsTo(CouncilId(2)));
        Assert.Equal(["ConferenceReading 0"], round.MailsTo(ConferenceId));

        await round.RestartAsync();
        round.RunUntil(4, 21);
        Assert.Equal(BodyState.Closed, (await round.BodyAsync(CouncilId(1))).State);
        Assert.Equal(["ConferenceReading 0", "Invitation 0"], round.MailsTo(ConferenceId));
        Assert.Equal(round.Mails.Count, round.Mails.Distinct().Count());

        FakeContext.Instance Part(string body) => round.Hub.Instances[Contracts.InstanceIds.OfBody(round.RoundId, body, round.Generation)];
    }

    [Fact]
    public async Task Bug_OnceNobodyElseIsAsked_FailsTheRoundToo()
    {
        var round = await RoundScenario.StartAsync(new RoundBuilder().Councils(2).Conference());
        round.RunUntil(3, 20);
        var name = (await round.ReadAsync()).Round.DraftDocument;
        var draft = (await round.Office.Documents.GetAsync(name, default))!;
        round.Office.Documents.Erase(name);
        await round.Wake(round.Office.ExtendAsync(round.RoundId, CouncilId(1), new DateOnly(2026, 4, 12)));
        await round.Office.Documents.PutAsync(name, draft, "text/plain", default);

        round.RunUntil(4, 10, 23);
        Assert.False(round.Round.Run.IsCompleted);
        round.RunUntil(4, 11, 1);
        Assert.IsType<TaskFailedException>(round.Round.Run.Exception?.InnerException);
    }
}
