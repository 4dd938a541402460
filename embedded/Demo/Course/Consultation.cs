using LipServerless.Domain.Bodies;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Domain.Settings;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Embedded.Demo.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>The consultation that is played: a first round that ends in a return, a revised draft, a second round that ends in acceptance.</summary>
internal sealed class Consultation(Players players, Stage stage, FileInfo? draft)
{
    private const string Office = "Projektbüro";
    private const string SampleTitle = "Vielfalt gestalten: Grundlagenpapier für Migration und Teilhabe";

    // Whatever roster an office has on this machine: the demo asks the sample's bodies.
    private readonly Roster roster = SampleRoster.Read();

    /// <summary>Plays it, beginning on this day.</summary>
    /// <returns>Both rounds.</returns>
    public async Task<IReadOnlyList<PlayedRound>> PlayAsync(DateOnly firstDay, CancellationToken cancellationToken)
    {
        players.Narrator.Head("Runde 1");
        var calendar = RoundCalendar.First(firstDay);
        var first = await StartAsync(calendar, ct => BeginAsync(calendar, ct), [], cancellationToken);
        var revision = draft is null ? Revision.OfSample(first.Draft) : Revision.OfAny(first.Draft, players.Script);
        await stage.PlayAsync(FirstRound.Acts(new Parts(players, first), first, revision.Instructions), cancellationToken);

        players.Narrator.Head("Runde 2");
        calendar = RoundCalendar.Second(calendar.Decision.AddDays(14));
        var second = await StartAsync(calendar, ct => ReviseAsync(first, revision, calendar, ct), revision.Instructions, cancellationToken);
        RequireKeptIds(first.Draft, second.Draft, revision);
        await stage.PlayAsync(SecondRound.Acts(new Parts(players, second), second), cancellationToken);
        return [first, second];
    }

    /// <summary>Starts a round that nobody plays, for a person to try the reply page.</summary>
    /// <returns>A council's page in it.</returns>
    public async Task<Uri> OpenForTryingAsync(DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A few bodies will do: so many mails less before those of the play.
        var some = roster.Bodies.Where(entry => entry.Kind != nameof(BodyKind.IntegrationCouncil) || entry == roster.Bodies[0]);
        var settings = (RoundCalendar.First(today) with { PutOff = 0 }).Settings("Zum Ausprobieren: eine offene Runde", Whom() with { Bodies = [.. some] }) with { Consultation = "ausprobieren" };
        await players.Staff.StartAsync(First(), settings, cancellationToken);
        var address = roster.Bodies[0].Emails![0];
        return await players.Mailbox.LinkInAsync(await players.Mailbox.NewestAsync(MailKind.Invitation, address, now, cancellationToken), 'b', cancellationToken);
    }

    private async Task<PlayedRound> StartAsync(
        RoundCalendar calendar, Func<CancellationToken, Task<StartedRound>> begin, IReadOnlyList<DecisionInstruction> instructions, CancellationToken cancellationToken)
    {
        PlayedRound? round = null;
        var opening = new Act(calendar.Start.At(9, 30), $"Beginn der Runde {calendar.Number}", async ct =>
        {
            var started = await begin(ct);
            var overview = await players.Staff.ReadAsync(started.RoundId, ct);
            var read = await players.Staff.DraftAsync(started.RoundId, ct);
            round = new()
            {
                Calendar = calendar,
                Overview = overview,
                Draft = read,
                Roster = roster,
                Instructions = instructions,
                Speaker = new(players.Script, read, calendar.Number, [.. instructions.Select(i => i.ParagraphId)]),
            };
            players.Narrator.Tell(Office, $"{(calendar.Number == 1 ? "beginnt die Beteiligung" : "reicht den überarbeiteten Entwurf ein")}: „{overview.Title}“, {started.Paragraphs} Absätze, {overview.Bodies.Count} Gremien");
            players.Narrator.Tell(Office, $"Fristen: Beiräte {GermanDates.Date(calendar.Councils)}, Runder Tisch und Gleichstellung {GermanDates.Date(calendar.Others)}, Konferenz {GermanDates.Date(calendar.Conference)}");

            // All but the conference, whose turn comes later.
            await players.Mailbox.ExpectAsync(MailKind.Invitation, overview.Bodies.Count - 1, overview.StartedAt, ct);
            await players.Mailbox.ExpectAsync(MailKind.SteeringReading, 1, overview.StartedAt, ct);
        });
        await stage.PlayAsync([opening], cancellationToken);
        return round!;
    }

    private Task<StartedRound> BeginAsync(RoundCalendar calendar, CancellationToken cancellationToken)
    {
        var title = draft is null ? SampleTitle : $"Beteiligung zu {Path.GetFileNameWithoutExtension(draft.Name)}";
        return players.Staff.StartAsync(First(), calendar.Settings(title.Length > 200 ? title[..200] : title, Whom()) with { Consultation = "demo" }, cancellationToken);
    }

    private Task<StartedRound> ReviseAsync(PlayedRound first, Revision revision, RoundCalendar calendar, CancellationToken cancellationToken) =>
        players.Staff.ReviseAsync(first.Id, revision.File, calendar.Settings(null, new()), cancellationToken);

    private DraftFile First() => draft is null ? new(SampleDrafts.FirstName, SampleDrafts.First) : new(draft.Name, File.ReadAllBytes(draft.FullName));

    private SettingsFile Whom() => new() { Bodies = roster.Bodies, SteeringGroup = roster.SteeringGroup };

    // What hangs on a paragraph must find it again: the instructions above all.
    private void RequireKeptIds(Draft before, Draft after, Revision revision)
    {
        var kept = before.Commentable.Count(paragraph => after.Find(paragraph.Id) is not null);
        foreach (var lost in revision.Instructions.Where(instruction => after.Find(instruction.ParagraphId) is null))
            throw new DemoFailedException($"Der Absatz zur Vorgabe „{lost.Text}“ ist im überarbeiteten Entwurf nicht wiederzufinden.");
        if (draft is not null && kept < before.Commentable.Count())
            throw new DemoFailedException($"Nur {kept} von {before.Commentable.Count()} Absätzen sind im überarbeiteten Entwurf wiedererkannt.");
        players.Narrator.Tell("Verfahren", $"von {before.Commentable.Count()} Absätzen sind {kept} wiedererkannt und behalten ihre Kennung; neu: {after.Commentable.Count() - kept}");
    }
}
