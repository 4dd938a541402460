using LipServerless.Activities.Synopses;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Settings;
using LipServerless.Domain.Statements;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Testing.Fakes;

namespace LipServerless.Web.Tests.Site;

/// <summary>A round with the sample draft, told as far as a test wants: answers, joint view, dissent, synopsis, decision, second round.</summary>
internal sealed class SampleRound(PublicSite site)
{
    public PublicSite Site { get; } = site;

    public Draft First { get; } = DraftReader.Read(SampleDrafts.First, SampleDrafts.FirstName, DraftLimits.Default).Draft!;

    public string RoundId { get; private set; } = "";

    public string Id(int number, Draft? draft = null) => (draft ?? First).Commentable.Single(paragraph => paragraph.Number == number).Id;

    public async Task<SampleRound> StartAsync()
    {
        var builder = RoundBuilder.Full();
        builder.Draft = First;
        builder.Settings = Settings();
        RoundId = await Site.StartAsync(builder);
        return this;
    }

    public async Task<SampleRound> AnswerAsync()
    {
        var office = Site.Office;
        for (var number = 1; number <= 6; number++)
            await office.SubmitAsync(RoundId, RoundBuilder.CouncilId(number), Council(number));
        await office.SubmitNilAsync(RoundId, RoundBuilder.CouncilId(7));
        await office.EnterAsync(RoundId, RoundBuilder.CouncilId(8), new DateOnly(2026, 3, 2), Council(8), Channel.Post);
        await office.SubmitAsync(RoundId, RoundBuilder.RoundTableId, new StatementContent
        {
            Overall = "Der Runde Tisch begrüßt die Richtung. Rassismus soll ausdrücklich benannt werden.",
            Views = [View(3, Stance.Agree, null), View(5, Stance.Object, "Das bleibt hinter dem Beschluss von 2019 zurück.")],
        });
        await office.SubmitAsync(RoundId, RoundBuilder.EqualityId, new StatementContent
        {
            Views = [View(6, Stance.AgreeWithChanges, "Auch Männer in Erziehungsberufen nennen."), View(4, null, null) with { Claimed = true }],
        });
        return this;
    }

    public async Task<SampleRound> AdoptAsync()
    {
        await Site.OpenConferenceAsync(RoundId);
        await Site.Office.SubmitAsync(RoundId, RoundBuilder.ConferenceId, new StatementContent
        {
            Overall = "Die Beiräte tragen den Entwurf gemeinsam, wenn Absatz 3 und 5 geändert werden.",
            Views =
            [
                View(1, Stance.Agree, null),
                View(3, Stance.AgreeWithChanges, "Die Sprachen sollen genannt werden.") with { ProposedWording = "… in einfacher Sprache und in den zehn am häufigsten gesprochenen Sprachen erklärt wird." },
                View(5, Stance.Object, "Zu unbestimmt."),
            ],
        });
        await Site.Office.DissentAsync(RoundId, RoundBuilder.CouncilId(2), "Unser Beirat stimmt Absatz 5 ausdrücklich zu; die Ablehnung teilen wir nicht.");
        return this;
    }

    public async Task<SampleRound> FreezeAsync(string? of = null)
    {
        RoundId = of ?? RoundId;
        var office = Site.Office;
        var round = await office.ReadAsync(RoundId);
        foreach (var body in round.Bodies.Where(body => body.State == BodyState.Open).ToList())
            await office.PutAsync(RoundId, body with { State = BodyState.Closed, ClosedAt = body.Deadline });
        round = await office.ReadAsync(RoundId);
        var synopsis = SynopsisBuilder.Build(round, await SynopsisSources.ReadAsync(office.Documents, round, default), office.Clock.GetUtcNow());
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(synopsis);
        await office.Documents.PutAsync("synopsis.json", bytes, "application/json", default);
        await office.PutAsync(RoundId, round.Round with
        {
            State = RoundState.AwaitingDecision,
            SynopsisDocument = "synopsis.json",
            FrozenAt = office.Clock.GetUtcNow(),
            DecisionDue = office.Clock.GetUtcNow().AddDays(21),
        });
        return this;
    }

    public async Task<SampleRound> ReturnAsync()
    {
        var round = await Site.Office.ReadAsync(RoundId);
        var decision = new DecisionRecord
        {
            Outcome = DecisionOutcome.Returned,
            DraftHash = round.Round.DraftHash,
            DecidedOn = new DateOnly(2026, 5, 19),
            RecordedAt = Site.Office.Clock.GetUtcNow(),
            Votes = new VoteCount { For = 14, Against = 6, Abstentions = 3 },
            Note = "Der Vorsitz stellt fest, dass noch kein Konsens besteht.",
            Instructions =
            [
                new Instruction { Number = 1, ParagraphId = Id(3), Text = "Die Zahl der Sprachen nennen und einen Weg zur Anmeldung ohne Internet vorsehen." },
                new Instruction { Number = 2, Theme = "Demokratie", Text = "Die Mitsprache von Jugendlichen in einem eigenen Absatz aufnehmen." },
            ],
        };
        await Site.Office.PutAsync(RoundId, round.Round with { State = RoundState.Returned }, decision);
        return this;
    }

    /// <summary>Starts the second round over the revised draft; answers its id.</summary>
    public async Task<(string RoundId, Draft Draft)> ReviseAsync()
    {
        var second = DraftReader.Read(SampleDrafts.Second, SampleDrafts.SecondName, DraftLimits.Default, First).Draft!;
        var builder = RoundBuilder.Full();
        builder.Draft = second;
        builder.Settings = Settings();
        var previous = await Site.Office.ReadAsync(RoundId);
        var roundId = await Site.StartAsync(builder, previous.Round);
        // The builder knows one set of dates: the second round's lie ten weeks later.
        foreach (var body in (await Site.Office.ReadAsync(roundId)).Bodies.ToList())
            await Site.Office.PutAsync(roundId, body with { Deadline = body.Deadline.AddDays(70) });
        return (roundId, second);
    }

    public ParagraphView View(int number, Stance? stance, string? comment) => new() { ParagraphId = Id(number), Stance = stance, Comment = comment };

    private static RoundSettings Settings() => new()
    {
        Consultation = "lip",
        Title = "Vielfalt gestalten: Lokaler Integrationsplan 2026",
        OfficeContact = "OE 50.6 Migration und Integration\nTelefon 0511 000-0000\nlip@example.org",
    };

    private StatementContent Council(int number) => new()
    {
        Overall = $"Beirat {number}: Insgesamt ein guter Anfang.",
        Views =
        [
            View(1, Stance.Agree, null),
            View(3, number % 2 == 0 ? Stance.Agree : Stance.AgreeWithChanges, number % 2 == 0 ? null : "Bitte die Sprachen nennen. Im Stadtbezirk fehlen Plätze vor allem für Kinder unter drei Jahren."),
            View(5, number == 2 ? Stance.Agree : Stance.Object, number == 2 ? null : "Zu unbestimmt."),
            View(7, Stance.NoView, null),
        ],
    };
}
