using System.Text;
using System.Text.Json;
using LipServerless.Activities.Documents;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Domain.Synopses;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;
using static LipServerless.Activities.Tests.ActivityRun;
using static LipServerless.Testing.Fakes.RoundBuilder;

namespace LipServerless.Activities.Tests.Synopses;

public sealed class SynopsisTests
{
    private readonly TestOffice office = new();
    private string round = "";

    [Fact]
    public async Task Freeze_NamesDocumentDateAndMail()
    {
        await AskAsync(new RoundBuilder().RoundTable());

        var synopsis = await FrozenAsync();

        var view = await office.ReadAsync(round);
        Assert.Equal(RoundState.AwaitingDecision, view.Round.State);
        Assert.Equal((office.Clock.GetUtcNow(), Berlin(5, 23)), (view.Round.FrozenAt, view.Round.DecisionDue));
        Assert.Equal(view.Round.FrozenAt, synopsis.FrozenAt);
        Assert.Equal(WellKnownIds.Round, view.Mail("lenkungsgruppe.SteeringSynopsis.0")?.Owner);
        var entry = (await office.Store.ReadAuditAsync(round, default))[^1].Entry;
        Assert.Equal(AuditVerb.SynopsisFrozen, entry.Verb);
        Assert.Contains(Path.GetFileNameWithoutExtension(view.Round.SynopsisDocument!), entry.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Freeze_TooEarlyOrTwice_DoesNothing()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        Assert.False((await office.FreezeAsync(round)).Now);
        office.PassUntil(4, 20, 23, 59);
        await office.CloseAllAsync(round);
        Assert.False((await office.FreezeAsync(round)).Now);
        office.PassUntil(4, 21, 0);

        Assert.True((await office.FreezeAsync(round)).Now);
        Assert.False((await office.FreezeAsync(round)).Now);
    }

    [Fact]
    public async Task Freeze_LateStatementSlipsIn_ItIsInTheSynopsis()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        office.PassUntil(4, 21, 0);
        await office.CloseAllAsync(round);
        office.Store.BeforeNextCommit = async () =>
        {
            var bytes = TestOffice.Says("Spät").ToBytes();
            await office.Documents.PutAsync("spaet", bytes, "application/json", default);
            var body = await office.BodyAsync(round, RoundTableId);
            await office.PutAsync(round, body with { Versions = 1 }, new StatementRecord
            {
                BodyId = RoundTableId,
                Number = 1,
                Channel = Channel.Web,
                ReceiptNumber = "0001",
                StoredAt = Berlin(4, 20, 23, 59),
                Document = "spaet",
                ContentHash = "h",
                IsLate = true,
            });
        };

        await office.FreezeAsync(round);

        var statement = Assert.Single((await ReadSynopsisAsync()).Bodies.Single().Statements);
        Assert.Equal((StatementStanding.Late, "Spät"), (statement.Standing, statement.Content?.Overall));
        Assert.Equal(1, office.Store.Conflicts);
    }

    [Fact]
    public async Task Freeze_CommitsFirst_AdmissionIsRefused()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        office.PassUntil(4, 19);
        await office.CloseAllAsync(round);
        await office.SubmitAsync(round, RoundTableId);
        office.PassUntil(4, 21, 0);
        office.Store.BeforeNextCommit = () => office.FreezeAsync(round);

        await Assert.ThrowsAsync<Activities.Commands.CommandRefusedException>(() => office.AdmitLateAsync(round, RoundTableId, 1, admit: true));

        Assert.Equal(StatementStanding.Late, (await ReadSynopsisAsync()).Bodies.Single().Statements.Single().Standing);
    }

    [Fact]
    public async Task Enter_SamePaperTwice_IsOneVersionWithOneReceipt()
    {
        await AskAsync(Full());
        var first = await office.EnterAsync(round, CouncilId(4), new DateOnly(2026, 3, 2));

        var second = await office.EnterAsync(round, CouncilId(4), new DateOnly(2026, 3, 2));

        Assert.Equal((first.ReceiptNumber, 1), (second.ReceiptNumber, second.Number));
        Assert.Single((await FrozenAsync()).Bodies.Single(body => body.BodyId == CouncilId(4)).Statements);
    }

    [Fact]
    public async Task Counts_EachBodyIsInExactlyOne()
    {
        await AskAsync(Full());
        await office.SubmitAsync(round, CouncilId(1));
        await office.SubmitAsync(round, CouncilId(2));
        await office.SubmitNilAsync(round, CouncilId(3));
        await office.EnterAsync(round, CouncilId(4), new DateOnly(2026, 3, 2));
        await office.SubmitAsync(round, ConferenceId);

        var synopsis = await FrozenAsync();

        Assert.Equal(new SynopsisCounts { Asked = 15, Web = 3, OnBehalf = 1, Nil = 1, Expired = 10 }, synopsis.Counts);
        Assert.Equal(BodyResult.Expired, synopsis.Bodies.Single(body => body.BodyId == YouthRingId).Result);
    }

    [Fact]
    public async Task Order_JointViewThenCouncilsThenOthers()
    {
        await AskAsync(new RoundBuilder().RoundTable().Councils(2).Conference());
        foreach (var body in (string[])[RoundTableId, CouncilId(2), CouncilId(1), ConferenceId])
            await office.SubmitAsync(round, body);

        var synopsis = await FrozenAsync();

        string[] order = [ConferenceId, CouncilId(1), CouncilId(2), RoundTableId];
        Assert.Equal(order, synopsis.Bodies.Select(body => body.BodyId));
        Assert.Equal(order, Paragraph(synopsis, 1).Entries.Select(entry => entry.BodyId));
    }

    [Fact]
    public async Task Paragraphs_AllCommentableAppear_WithWhatWasSaid()
    {
        await AskAsync(new RoundBuilder().RoundTable().EqualityOfficer());
        await office.SubmitAsync(round, EqualityId, new StatementContent
        {
            Views = [new ParagraphView { ParagraphId = "p-eeeeeeee", Comment = "Betrifft Frauen", ProposedWording = "Gremien tagen hybrid.", Claimed = true }],
        });

        var synopsis = await FrozenAsync();

        Assert.Equal(["p-bbbbbbbb", "p-cccccccc", "p-eeeeeeee"], synopsis.Paragraphs.Select(paragraph => paragraph.ParagraphId));
        Assert.Equal([false, true, false], synopsis.Paragraphs.Select(paragraph => paragraph.EqualityRelevant));
        var entry = Assert.Single(Paragraph(synopsis, 3).Entries);
        Assert.Equal((null, "Betrifft Frauen", "Gremien tagen hybrid.", true, false), (entry.Stance, entry.Comment, entry.ProposedWording, entry.Claimed, entry.Late));
    }

    [Fact]
    public async Task Versions_OnlyTheLastCounts_AllAppear()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Erste"));
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Zweite"));

        var synopsis = await FrozenAsync();

        Assert.Equal(
            [("Erste", StatementStanding.Superseded), ("Zweite", StatementStanding.Counts)],
            synopsis.Bodies.Single().Statements.Select(version => (version.Content!.Overall!, version.Standing)));
        Assert.Equal("Zu p-bbbbbbbb: Zweite", Assert.Single(Paragraph(synopsis, 1).Entries).Comment);
    }

    [Theory]
    [InlineData(null, StatementStanding.Counts, StatementStanding.Counts, true)]
    [InlineData(ChannelChoice.Join, StatementStanding.Counts, StatementStanding.Counts, false)]
    [InlineData(ChannelChoice.Web, StatementStanding.Counts, StatementStanding.OtherChannelCounts, false)]
    [InlineData(ChannelChoice.Paper, StatementStanding.OtherChannelCounts, StatementStanding.Counts, false)]
    public async Task WebAndPaper_BothCountUnlessTheBodySaidWhich(ChannelChoice? choice, StatementStanding web, StatementStanding paper, bool undecided)
    {
        await AskAsync(new RoundBuilder().RoundTable());
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Online"));
        await office.EnterAsync(round, RoundTableId, new DateOnly(2026, 3, 2), TestOffice.Says("Papier"));
        if (choice is { } chosen)
            await office.ChooseAsync(round, RoundTableId, chosen);

        var synopsis = await FrozenAsync();

        var body = synopsis.Bodies.Single();
        Assert.Equal([web, paper], body.Statements.Select(version => version.Standing));
        Assert.Equal(undecided, body.ChannelUndecided);
        Assert.Equal(body.Statements.Count(version => version.Standing == StatementStanding.Counts), Paragraph(synopsis, 1).Entries.Count);
    }

    [Theory]
    [InlineData(null, StatementStanding.Late, 0)]
    [InlineData(false, StatementStanding.Late, 0)]
    [InlineData(true, StatementStanding.LateAdmitted, 1)]
    public async Task Late_IsListedApart_AndSpeaksOnlyWhenAdmitted(bool? admitted, StatementStanding standing, int entries)
    {
        await AskAsync(new RoundBuilder().RoundTable());
        office.PassUntil(4, 19);
        await office.CloseAllAsync(round);
        await office.SubmitAsync(round, RoundTableId, TestOffice.Says("Spät"));
        if (admitted is { } decision)
            await office.AdmitLateAsync(round, RoundTableId, 1, decision);

        var synopsis = await FrozenAsync();

        var body = synopsis.Bodies.Single();
        Assert.Equal((BodyResult.Expired, standing), (body.Result, body.Statements.Single().Standing));
        Assert.Equal(entries, Paragraph(synopsis, 1).Entries.Count(entry => entry.Late));
        Assert.Equal((1, 1), (synopsis.Counts.Expired, synopsis.Counts.Late));
        Assert.Equal(admitted is null ? null : "Sitzung lag nach der Frist", body.Statements.Single().LateReason);
    }

    [Fact]
    public async Task PaperReceivedInTime_EnteredAfterTheDeadline_Counts()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        office.PassUntil(4, 19);
        await office.CloseAllAsync(round);
        await office.EnterAsync(round, RoundTableId, new DateOnly(2026, 4, 17));

        var synopsis = await FrozenAsync();

        Assert.Equal((1, 0, 0), (synopsis.Counts.OnBehalf, synopsis.Counts.Expired, synopsis.Counts.Late));
    }

    [Fact]
    public async Task Bundling_JointViewAdopted_IsBundledWithDissent()
    {
        await AskAsync(new RoundBuilder().Councils(2).Conference());
        await office.SubmitAsync(round, ConferenceId);
        await office.DissentAsync(round, CouncilId(2), "Wir wollen mehr.");

        var synopsis = await FrozenAsync();

        Assert.Equal(Bundling.Bundled, synopsis.Bundling);
        var dissenting = synopsis.Bodies.Single(body => body.BodyId == CouncilId(2));
        Assert.Equal("Wir wollen mehr.", dissenting.Dissent);
        Assert.NotNull(dissenting.DissentReceiptNumber);
        Assert.All(synopsis.Bodies.Where(body => body.BodyId != CouncilId(2)), body => Assert.Null(body.Dissent));
    }

    [Fact]
    public async Task Bundling_ConferenceSilentOrNil_IsUnbundled()
    {
        await AskAsync(new RoundBuilder().Councils(1).Conference());
        await office.SubmitNilAsync(round, ConferenceId);

        Assert.Equal(Bundling.Unbundled, (await FrozenAsync()).Bundling);
    }

    [Fact]
    public async Task Bundling_NoConference_IsNotAsked()
    {
        await AskAsync(new RoundBuilder().Councils(1));

        Assert.Equal(Bundling.NotAsked, (await FrozenAsync()).Bundling);
    }

    [Fact]
    public async Task Erased_TextIsMissing_RowsStay()
    {
        await AskAsync(new RoundBuilder().RoundTable());
        await office.SubmitAsync(round, RoundTableId);
        office.Documents.Erase((await office.ReadAsync(round)).Statements.Single().Document);

        var statement = (await FrozenAsync()).Bodies.Single().Statements.Single();

        Assert.Null(statement.Content);
        Assert.NotEmpty(statement.ReceiptNumber);
    }

    [Fact]
    public async Task Document_RoundTrips()
    {
        await AskAsync(Full());
        await office.SubmitAsync(round, RoundTableId);
        await FrozenAsync();
        var bytes = await office.Documents.GetAsync((await office.ReadAsync(round)).Round.SynopsisDocument!, default);

        var again = JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<Synopsis>(bytes));

        Assert.Equal(Encoding.UTF8.GetString(bytes!), Encoding.UTF8.GetString(again));
    }

    [Fact]
    public async Task Freeze_NinetyBodies_FitsOneCommit()
    {
        var builder = new RoundBuilder();
        for (var number = 1; number <= 90; number++)
            builder.Add($"b-{number}", BodyKind.FurtherBody, $"Gremium {number}", OthersUntil);
        await AskAsync(builder);

        Assert.Equal(90, (await FrozenAsync()).Counts.Asked);
    }

    private async Task AskAsync(RoundBuilder builder)
    {
        round = await office.StartAsync(builder);
        await office.OpenAllAsync(round);
    }

    private async Task<Synopsis> FrozenAsync()
    {
        office.PassUntil(5, 1);
        await office.CloseAllAsync(round);
        Assert.True((await office.FreezeAsync(round)).Now);
        return await ReadSynopsisAsync();
    }

    private async Task<Synopsis> ReadSynopsisAsync() =>
        await office.Documents.ReadSynopsisAsync((await office.ReadAsync(round)).Round.SynopsisDocument!, default);

    private static SynopsisParagraph Paragraph(Synopsis synopsis, int number) =>
        synopsis.Paragraphs.Single(paragraph => paragraph.Number == number);
}
