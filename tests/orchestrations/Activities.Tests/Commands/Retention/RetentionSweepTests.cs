using LipServerless.Activities.Changes;
using LipServerless.Activities.Commands.Archives;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Retention;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Activities.Tests.Commands.Retention;

public sealed class RetentionSweepTests
{
    private readonly SweepScene scene = new();

    private TestOffice Office => scene.Office;

    public static TheoryData<string> Rules => [.. RetentionRules.All.Except([RetentionRules.Instances, RetentionRules.Rounds, RetentionRules.Moved]).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Rule_IsCarriedOutWhenItsDaysAreOver_AndNotBefore(string id)
    {
        var rule = RetentionRules.All.Single(rule => rule.Id == id);
        await scene.DecideAsync(await scene.FillAsync());

        Office.Time.Advance(TimeSpan.FromDays(rule.Days) - TimeSpan.FromTicks(1));
        Assert.DoesNotContain(id, (await scene.RunAsync()).Select(done => done.Rule));
        Office.Time.Advance(TimeSpan.FromTicks(1));
        var done = await scene.RunAsync();

        Assert.Contains(done, one => one.Rule == id && one.Count > 0);
    }

    [Fact]
    public async Task Sweep_AtTheEndOfAllDays_LeavesTheRecord_AndNothingOfPersons()
    {
        var id = await scene.FillAsync();
        await scene.DecideAsync(id);

        scene.Pass(1095);
        var done = await scene.RunAsync();

        Assert.Equal(
            [("WorkingDrafts", 3), ("Mails", 2), ("Contacts", 2), ("Links", 1), ("Attachments", 1), ("Statements", 2), ("LogDetails", 4)],
            done);
        var round = await Office.ReadAsync(id);
        Assert.Empty(round.Mails);
        Assert.Equal(0, Office.Drafts.Count + Office.Attachments.Count + Office.Links.All.Count);
        Assert.Null(await Office.Contacts.GetAsync("lip", SweepScene.Body, default));
        // Draft and its file, and the one text that is for publication.
        Assert.Equal(["drafts", "drafts", "statements"], Office.Documents.Names.Select(name => name.Split('/')[0]));
        Assert.Equal(round.Statements[1].Document, Office.Documents.Names.Single(name => name.StartsWith("statements/", StringComparison.Ordinal)));
        var log = await Office.Store.ReadAuditAsync(id, default);
        Assert.Null(AuditVerification.FirstBroken(log));
        Assert.All(log, line => Assert.True(line.Side is null or { Who: "System", Detail: null }, line.Entry.Verb));
        Assert.Equal(done.Select(one => $"{one.Rule} {one.Count}"), log.Where(line => line.Entry.Verb == AuditVerb.Erased).Select(line => line.Entry.Subject));
        Assert.Equal(done, round.Erasures!.ByRule.Select(one => (one.Rule, one.Count)));
    }

    [Fact]
    public async Task Sweep_Again_DoesNothing()
    {
        await scene.DecideAsync(await scene.FillAsync());
        scene.Pass(1095);
        await scene.RunAsync();

        Assert.Empty(await scene.RunAsync());
    }

    [Fact]
    public async Task NamesOfColleagues_GoFromTheLogWithTheWorkingDraft()
    {
        var id = await scene.FillAsync();
        await scene.DecideAsync(id);
        scene.Pass(30);

        await scene.RunAsync();

        var log = await Office.Store.ReadAuditAsync(id, default);
        Assert.DoesNotContain(log, line => line.Side?.Detail?.Contains("Mina", StringComparison.Ordinal) ?? false);
        Assert.Contains(log, line => line.Entry.Verb == AuditVerb.Submitted && line.Side is not null);
        Assert.Null(AuditVerification.FirstBroken(log));
    }

    [Fact]
    public async Task AnotherConsultation_KeepsItsOwn()
    {
        var (ended, other) = (await scene.FillAsync(), await scene.FillAsync("lip-zwei"));
        await scene.DecideAsync(ended);
        scene.Pass(1095);

        await scene.RunAsync();

        var round = await Office.ReadAsync(other);
        Assert.Null(round.Erasures);
        Assert.NotEmpty(round.Mails);
        Assert.NotNull(await Office.Contacts.GetAsync("lip-zwei", SweepScene.Body, default));
        Assert.Equal([other], Office.Links.All.Select(link => link.RoundId));
        Assert.Equal([other], (await Office.Attachments.ListAsync(other, default)).Select(file => file.Key.RoundId));
        Assert.All(await Office.Store.ReadAuditAsync(other, default), line => Assert.NotNull(line.Side));
    }

    [Fact]
    public async Task Consultation_ReturnedAndRevised_EndsWithItsLastRound()
    {
        var first = await scene.FillAsync();
        await scene.DecideAsync(first, DecisionOutcome.Returned);
        scene.Pass(100);
        var second = await scene.FillAsync(previous: (await Office.ReadAsync(first)).Round);
        await scene.DecideAsync(second);

        scene.Pass(89);
        Assert.DoesNotContain("Contacts", (await scene.RunAsync()).Select(done => done.Rule));
        scene.Pass(1);
        Assert.Equal(2, (await scene.RunAsync()).Count(done => done.Rule == "Contacts"));
    }

    [Fact]
    public async Task Consultation_ReturnedAndNeverRevised_EndsTwoYearsLater()
    {
        await scene.DecideAsync(await scene.FillAsync(), DecisionOutcome.Returned);

        scene.Pass(730 + 89);
        Assert.DoesNotContain("Contacts", (await scene.RunAsync()).Select(done => done.Rule));
        scene.Pass(1);
        Assert.Contains("Contacts", (await scene.RunAsync()).Select(done => done.Rule));
    }

    [Fact]
    public async Task Round_NotDecided_KeepsEverything()
    {
        await scene.FillAsync();
        scene.Pass(4000);

        Assert.Empty(await scene.RunAsync());
    }

    [Fact]
    public async Task Mail_StillToBeSent_KeepsTheRows()
    {
        var id = await scene.FillAsync();
        await scene.DecideAsync(id);
        await Office.PutAsync(id, new MailRecord { Recipient = SweepScene.Body, Owner = "round", Kind = MailKind.Outcome, DueAt = Office.Clock.GetUtcNow() });
        scene.Pass(365);

        var report = await scene.Sweep().ExecuteAsync([], default);

        var left = Assert.Single(report.Left);
        Assert.Equal((RetentionRules.Mails, null), (left.Rule, left.Fault));
        Assert.Equal(3, (await Office.ReadAsync(id)).Mails.Count);
    }

    [Fact]
    public async Task Failure_KeepsNothingElse_AndTheNextRunFinishes()
    {
        var id = await scene.FillAsync();
        await scene.DecideAsync(id);
        scene.Pass(365);
        Office.Contacts.RemoveOutage = new IOException("Storage is away.");

        var report = await scene.Sweep().ExecuteAsync([], default);

        var left = Assert.Single(report.Left);
        Assert.Equal((id, RetentionRules.Contacts, Office.Clock.GetUtcNow().AddDays(90 - 365)), (left.RoundId, left.Rule, left.Due));
        Assert.Same(Office.Contacts.RemoveOutage, left.Fault);
        Assert.Equal(["WorkingDrafts", "Mails", "Links", "Attachments"], report.Done.Select(done => done.Rule.Id));
        Office.Contacts.RemoveOutage = null;
        Assert.Equal([("Contacts", 2)], await scene.RunAsync());
    }

    [Fact]
    public async Task Mails_MoreThanATransactionHolds_AllGo()
    {
        var id = await scene.FillAsync();
        await scene.DecideAsync(id);
        for (var step = 0; step < 250; step++)
            await Office.PutAsync(id, new MailRecord { Recipient = SweepScene.Body, Owner = "round", Kind = MailKind.NewLink, Step = step, DueAt = Office.Clock.GetUtcNow(), State = MailState.Sent });
        scene.Pass(365);

        Assert.Contains(("Mails", 252), await scene.RunAsync());
        Assert.Empty((await Office.ReadAsync(id)).Mails);
    }

    [Fact]
    public async Task Round_Set_GoesWithAllThatIsLeft_AndNoOther()
    {
        var periods = new RetentionPeriods(new Dictionary<string, int> { ["Rounds"] = 3650 });
        var (first, other) = (await scene.FillAsync(), await scene.FillAsync("lip-zwei"));
        await scene.DecideAsync(first, DecisionOutcome.Returned);
        var second = await scene.FillAsync(previous: (await Office.ReadAsync(first)).Round);
        await scene.DecideAsync(second);

        scene.Pass(3649);
        await scene.RunAsync(periods);
        Assert.NotNull(await Office.Store.ReadAsync(first, default));
        scene.Pass(1);
        await scene.RunAsync(periods);

        Assert.Equal([other], await Office.Store.ListAsync(default));
        Assert.Null(await Office.Store.ReadAsync(first, default));
        Assert.Empty(await Office.Store.ReadAuditAsync(second, default));
        Assert.All(Office.Documents.Names, name => Assert.Contains($"/{other}/", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Round_HandedOver_KeepsEverything_AndThenGoesAsAWhole()
    {
        var (id, other) = (await scene.FillAsync(), await scene.FillAsync("lip-zwei"));
        await scene.DecideAsync(id);
        var rows = (await Office.ReadAsync(id)).Mails.Count;
        await new MoveAway(Office.Store, Office.Clock).ExecuteAsync(id, null, "Wir ziehen um.", "Ada Probe", default);

        Office.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromTicks(1));
        Assert.Empty(await scene.RunAsync());
        Assert.Equal(rows, (await Office.ReadAsync(id)).Mails.Count);
        Office.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("Moved", Assert.Single(await scene.RunAsync()).Rule);
        Assert.Equal([other], await Office.Store.ListAsync(default));
        Assert.Null(await Office.Contacts.GetAsync("lip", SweepScene.Body, default));
        Assert.NotNull(await Office.Contacts.GetAsync("lip-zwei", SweepScene.Body, default));
        Assert.All(Office.Documents.Names, name => Assert.Contains($"/{other}/", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Round_ThatArrives_IsLeftAlone()
    {
        var id = await scene.FillAsync();
        var round = (await Office.ReadAsync(id)).Round;
        await Office.PutAsync(id, round with { Away = new() { Since = Office.Clock.GetUtcNow(), ArrivingFrom = "hash" } });
        scene.Pass(4000);

        Assert.Empty(await scene.RunAsync());
    }
}
