using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Outcome;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Overview;
using LipServerless.Web.Pages.Reply;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>The parts that people play in a round: what each does, over HTTP, and what is told of it.</summary>
internal sealed class Parts(Players players, PlayedRound round)
{
    private const string Office = "Projektbüro";
    private const string Steering = "Lenkungsgruppe";

    private readonly StaffApi staff = players.Staff;
    private readonly Mailbox mailbox = players.Mailbox;

    /// <summary>A body opens the link in a mail of this kind, fills in its statement, submits it and notes the receipt.</summary>
    public async Task AnswerAsync(BodyOverview body, StatementContent statement, MailKind via, string verb, CancellationToken cancellationToken)
    {
        var page = await OpenAsync(body, via, cancellationToken);
        var number = await page.SubmitAsync(statement, cancellationToken);
        players.Ledger.Add(round.Id, body.BodyId, number, ReceiptKind.Statement);
        Tell(body, $"{verb}: {Extent(statement)}  [Beleg {number}]");
    }

    /// <summary>A body gives a nil return with two clicks.</summary>
    public async Task NilAsync(BodyOverview body, CancellationToken cancellationToken)
    {
        var page = await OpenAsync(body, MailKind.Invitation, cancellationToken);
        var number = await page.SubmitNilAsync(cancellationToken);
        players.Ledger.Add(round.Id, body.BodyId, number, ReceiptKind.Statement);
        Tell(body, $"meldet Fehlanzeige  [Beleg {number}]");
    }

    /// <summary>Staff enter what came on paper; the body gets a copy.</summary>
    public async Task EnterAsync(BodyOverview body, Channel channel, DateOnly receivedOn, CancellationToken cancellationToken)
    {
        var number = await staff.EnterAsync(round.Id, body.BodyId, channel, receivedOn, round.Speaker.Paper(), cancellationToken);
        players.Ledger.Add(round.Id, body.BodyId, number, ReceiptKind.OnBehalf);
        var what = channel == Channel.Post ? "den Brief" : "das Protokoll";
        players.Narrator.Tell(Office, $"trägt {what} von {Names.Short(body.Name)} ein, Eingang {GermanDates.Date(receivedOn)}  [Beleg {number}]");
        await mailbox.NewestAsync(MailKind.OnBehalfCopy, round.AddressOf(body.BodyId), round.Since, cancellationToken);
    }

    /// <summary>Staff extend a council's deadline.</summary>
    public async Task ExtendAsync(BodyOverview body, DateOnly lastDay, CancellationToken cancellationToken)
    {
        await staff.ExtendAsync(round.Id, body.BodyId, lastDay, players.Script.Extension, cancellationToken);
        players.Narrator.Tell(Office, $"verlängert die Frist von {Names.Short(body.Name)} bis {GermanDates.Day(lastDay)}: Sitzung verschoben");
        await mailbox.NewestAsync(MailKind.Extended, round.AddressOf(body.BodyId), round.Since, cancellationToken);
    }

    /// <summary>What the API says once the councils' time is over.</summary>
    public async Task LookAtCouncilsAsync(CancellationToken cancellationToken)
    {
        var councils = (await staff.ReadAsync(round.Id, cancellationToken)).Bodies.Where(body => body.Kind == BodyKind.IntegrationCouncil).ToList();
        var open = councils.Where(body => body.State == BodyState.Open).ToList();
        var silent = councils.Where(body => body.Result == BodyResult.Expired).ToList();
        var words = $"die Frist der Integrationsbeiräte ist vorbei: {councils.Count(body => body.Answered)} von {councils.Count} haben geantwortet";
        if (councils.Count(body => body.Versions is [.., { Nil: true }]) is > 0 and var nil)
            words += $" (darunter {nil} Fehlanzeige)";
        if (silent.Count > 0)
            words += $"; ohne Antwort: {string.Join(", ", silent.Select(body => Names.Short(body.Name)))}";
        if (open.Count > 0)
            words += $"; mit Aufschub: {string.Join(", ", open.Select(body => Names.Short(body.Name)))}";
        players.Narrator.Tell("Verfahren", words);
    }

    /// <summary>The conference sees the councils' views side by side.</summary>
    public async Task ReadCouncilsAsync(CancellationToken cancellationToken)
    {
        var conference = round.The(BodyKind.DelegateConference);
        var page = await OpenAsync(conference, MailKind.Invitation, cancellationToken);
        var answered = (await staff.ReadAsync(round.Id, cancellationToken)).Bodies
            .Where(body => body is { Kind: BodyKind.IntegrationCouncil, Answered: true }).ToList();
        // The page leaves out what all their names begin with.
        var shared = CouncilNames.CommonStart([.. round.Councils.Select(council => council.Name)]).Length;
        foreach (var council in answered.Where(council => !page.Text.Contains(council.Name[shared..], StringComparison.Ordinal)))
            throw new DemoFailedException($"Die Delegiertenkonferenz sieht nichts von {council.Name}.");
        Tell(conference, $"liest die Sichten von {answered.Count} Integrationsbeiräten nebeneinander");
    }

    /// <summary>The conference adopts its joint view; every council gets it.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await AnswerAsync(round.The(BodyKind.DelegateConference), round.Speaker.Conference(), MailKind.Invitation, "beschließt die gemeinsame Stellungnahme", cancellationToken);
        await mailbox.ExpectAsync(MailKind.Adopted, round.Councils.Count, round.Since, cancellationToken);
    }

    /// <summary>A council marks that its view differs, by the link in the mail with the joint view.</summary>
    public async Task DissentAsync(BodyOverview council, CancellationToken cancellationToken)
    {
        var page = await OpenAsync(council, MailKind.Adopted, cancellationToken);
        var number = await page.DissentAsync(players.Script.Dissent, cancellationToken);
        players.Ledger.Add(round.Id, council.BodyId, number, ReceiptKind.Dissent);
        Tell(council, $"lässt sich als „abweichend“ vermerken  [Beleg {number}]");
    }

    /// <summary>The steering group reads the draft while the others are asked.</summary>
    public async Task SteeringReadsDraftAsync(CancellationToken cancellationToken)
    {
        await OpenSteeringPageAsync(MailKind.SteeringReading, cancellationToken);
        players.Narrator.Tell(Steering, "liest den Entwurf");
    }

    /// <summary>The collection is closed: the steering group reads the frozen synopsis.</summary>
    public async Task SteeringReadsSynopsisAsync(CancellationToken cancellationToken)
    {
        var text = await OpenSteeringPageAsync(MailKind.SteeringSynopsis, cancellationToken);
        var overview = await staff.ReadAsync(round.Id, cancellationToken);
        if (overview.State != RoundState.AwaitingDecision)
            throw new DemoFailedException($"Die Runde ist im Stand {overview.State}, nicht bei der Entscheidung.");
        foreach (var body in overview.Bodies.Where(body => body.Answered && !text.Contains(body.Name, StringComparison.Ordinal)))
            throw new DemoFailedException($"Die Synopse der Lenkungsgruppe nennt {body.Name} nicht.");
        var counts = overview.Counts;
        players.Narrator.Tell(Steering, $"liest die Synopse: {counts.Answered} über den Link, {counts.OnBehalf} auf Papier, {counts.Nil} Fehlanzeige, {counts.Expired} ohne Antwort");
    }

    /// <summary>Staff record the decision; every body is told.</summary>
    public async Task DecideAsync(DateTimeOffset at, DecisionOutcome outcome, IReadOnlyList<DecisionInstruction> instructions, CancellationToken cancellationToken)
    {
        var accepted = outcome == DecisionOutcome.Accepted;
        await staff.DecideAsync(
            round.Id,
            new(outcome, round.Draft.Hash, round.Calendar.Decision, instructions, accepted ? new() { For = 21, Against = 1, Abstentions = 1 } : null, players.Script.Decisions[accepted ? "2" : "1"]),
            cancellationToken);
        players.Narrator.Tell(Steering, accepted ? "nimmt den Entwurf an" : $"gibt den Entwurf zurück mit {instructions.Count} Vorgaben:");
        var numbers = round.Draft.Commentable.ToDictionary(paragraph => paragraph.Id, paragraph => paragraph.Number);
        foreach (var (instruction, i) in instructions.Select((instruction, i) => (instruction, i)))
            players.Narrator.Say($"{"",24}{"",30}    {i + 1}. zu Absatz {numbers[instruction.ParagraphId]}: {instruction.Text}");

        await mailbox.ExpectAsync(MailKind.Outcome, round.Overview.Bodies.Count, at, cancellationToken);
        var somebody = await mailbox.NewestAsync(MailKind.Outcome, round.AddressOf(round.Councils[^1].BodyId), at, cancellationToken);
        using var page = await players.Visitor.OpenAsync(await mailbox.LinkInAsync(somebody, 'o', cancellationToken), cancellationToken);
        RequireInstructions(Visitor.OneLine(page.Body?.TextContent), instructions, "Die Seite zum Ergebnis");
    }

    /// <summary>A council reads its invitation to the second round and its page: both name the instructions.</summary>
    public async Task ReadInstructionsAsync(BodyOverview body, CancellationToken cancellationToken)
    {
        var mail = await mailbox.NewestAsync(MailKind.Invitation, round.AddressOf(body.BodyId), round.Since, cancellationToken);
        using var document = await mailbox.OpenAsync(mail, cancellationToken);
        RequireInstructions(Visitor.OneLine(document.Body?.TextContent), round.Instructions, "Die Einladung zur zweiten Runde");
        var page = await OpenAsync(body, MailKind.Invitation, cancellationToken);
        RequireInstructions(page.Text, round.Instructions, "Die Seite der zweiten Runde");
        Tell(body, $"liest in Mail und Seite, was aus den {round.Instructions.Count} Vorgaben geworden ist");
    }

    private static void RequireInstructions(string text, IReadOnlyList<DecisionInstruction> instructions, string where)
    {
        foreach (var missing in instructions.Where(instruction => !text.Contains(Visitor.OneLine(instruction.Text), StringComparison.Ordinal)))
            throw new DemoFailedException($"{where} nennt die Vorgabe „{missing.Text}“ nicht.");
    }

    private async Task<string> OpenSteeringPageAsync(MailKind via, CancellationToken cancellationToken)
    {
        var mail = await mailbox.NewestAsync(via, round.SteeringAddress, round.Since, cancellationToken);
        using var page = await players.Visitor.OpenAsync(await mailbox.LinkInAsync(mail, 's', cancellationToken), cancellationToken);
        return Visitor.OneLine(page.Body?.TextContent);
    }

    private async Task<ReplyPageVisit> OpenAsync(BodyOverview body, MailKind via, CancellationToken cancellationToken)
    {
        var mail = await mailbox.NewestAsync(via, round.AddressOf(body.BodyId), round.Since, cancellationToken);
        return await ReplyPageVisit.OpenAsync(players.Visitor, await mailbox.LinkInAsync(mail, 'b', cancellationToken), cancellationToken);
    }

    private void Tell(BodyOverview body, string what) => players.Narrator.Tell(body.Name, what);

    private static string Extent(StatementContent statement)
    {
        var wordings = statement.Views.Count(view => view.ProposedWording is not null);
        var claims = statement.Views.Count(view => view.Claimed);
        List<string> parts = [statement.Views.Count == 1 ? "1 Absatz" : $"{statement.Views.Count} Absätze"];
        if (wordings > 0)
            parts.Add(wordings == 1 ? "1 Formulierung" : $"{wordings} Formulierungen");
        if (claims > 0)
            parts.Add("1 Absatz beansprucht");
        if (statement.NotAffected)
            parts.Add("im Übrigen nicht betroffen");
        return string.Join(", ", parts);
    }
}
