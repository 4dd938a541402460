using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Drafts;
using LipServerless.Domain.Drafts.Samples;
using LipServerless.Domain.States;
using LipServerless.Domain.Statements;
using LipServerless.Embedded.Demo.Course;
using LipServerless.Embedded.Demo.Statements;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.EndToEnd.Tests.Playing;

/// <summary>
/// One round of all fourteen bodies, from the draft to its acceptance: each deed at an exact instant of the process, over HTTP and the
/// links in the mails. A deed may be repeated after its answer was lost; it must have happened once.
/// </summary>
internal sealed class RoundPlay
{
    /// <summary>What the process clock shows at the beginning: a Monday in winter, with the change to summer time in the round.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 9, 7, 0, 0, TimeSpan.Zero);

    public const string RoundId = "probe-r1";

    /// <summary>Who is asked.</summary>
    public static readonly Roster Roster = SampleRoster.Read();

    private readonly RoundCalendar calendar = RoundCalendar.Second(DateOnly.FromDateTime(Start.UtcDateTime)) with { PutOff = 2 };
    private readonly Speaker speaker = SpeakerOfSample();

    public RoundPlay() => Acts = [.. Script().OrderBy(act => act.At)];

    public Receipts Receipts { get; } = new();

    /// <summary>The deeds in the order of their instants.</summary>
    public IReadOnlyList<PlayedAct> Acts { get; }

    /// <summary>The councils; those at 5 and 10 do nothing in this play.</summary>
    public static IReadOnlyList<RosterEntry> Councils => [.. Roster.Bodies.Where(body => KindOf(body) == BodyKind.IntegrationCouncil)];

    public static RosterEntry The(BodyKind kind) => Roster.Bodies.Single(body => KindOf(body) == kind);

    private static BodyKind KindOf(RosterEntry body) => Enum.Parse<BodyKind>(body.Kind!, ignoreCase: true);

    private IEnumerable<PlayedAct> Script()
    {
        var (start, last) = (calendar.Start, calendar.Councils);
        yield return new(start.At(9, 30), "start", StartAsync);
        yield return Answer(start.AddDays(3).At(17, 20), Councils[0], 0);
        yield return Answer(start.AddDays(4).At(19, 5), Councils[7], 7);
        yield return new(start.AddDays(5).At(20, 10), "council 7 again", (life, ct) =>
            AnswerAsync(life, Councils[7], speaker.Council(7, version: 2), MailKind.Invitation, "2", ct));
        yield return new(last.AddDays(-9).At(9, 40), "on paper", EnterAsync);
        yield return Answer(last.AddDays(-8).At(18, 30), Councils[1], 1);
        yield return new(last.AddDays(-6).At(11, 15), "nil", NilAsync);
        yield return new(last.AddDays(-5).At(10, 5), "extension", ExtendAsync);
        yield return new(last.AddDays(-3).At(18, 0), "round table", (life, ct) =>
            AnswerAsync(life, The(BodyKind.RoundTable), speaker.RoundTable(), MailKind.Invitation, "1", ct));
        yield return Answer(last.AddDays(-2).At(16, 0), Councils[9], 9);
        yield return Answer(last.AddDays(-1).At(16, 20), Councils[6], 6);
        yield return Answer(last.At(21, 40), Councils[2], 2, MailKind.Reminder);
        yield return Answer(last.AddDays(1).At(20, 30), Councils[8], 8, MailKind.Extended);
        yield return new(last.AddDays(3).At(11, 40), "equality officer", (life, ct) =>
            AnswerAsync(life, The(BodyKind.EqualityOfficer), speaker.Equality(), MailKind.Invitation, "1", ct));
        yield return new(calendar.Adoption.At(19), "adoption", AdoptAsync);
        yield return new(calendar.Adoption.AddDays(1).At(20, 15), "dissent", DissentAsync);
        yield return new(calendar.Frozen.At(9), "synopsis", SynopsisAsync);
        yield return new(calendar.Frozen.AddDays(6).At(16, 30), "decision", DecideAsync);
    }

    private PlayedAct Answer(DateTimeOffset at, RosterEntry council, int place, MailKind via = MailKind.Invitation) =>
        new(at, $"council {place}", (life, ct) => AnswerAsync(life, council, speaker.Council(place), via, "1", ct));

    private async Task StartAsync(Life life, CancellationToken cancellationToken)
    {
        var settings = calendar.Settings("Probe", new() { Bodies = Roster.Bodies, SteeringGroup = Roster.SteeringGroup }) with
        {
            Consultation = "probe",
            DecisionDays = 10,
            DecisionReminders = new() { DaysBefore = [5, 1] },
            SendingHours = new() { AtAnyTime = true },
        };
        if ((await life.Staff.ListAsync(cancellationToken)).All(round => round.RoundId != RoundId))
            await life.Staff.StartAsync(new(SampleDrafts.FirstName, SampleDrafts.First), settings, cancellationToken);
        await life.Mailbox.ExpectAsync(MailKind.Invitation, Roster.Bodies.Count - 1, Start, cancellationToken);
        await life.Mailbox.ExpectAsync(MailKind.SteeringReading, 1, Start, cancellationToken);
    }

    private async Task AnswerAsync(
        Life life, RosterEntry body, StatementContent statement, MailKind via, string version, CancellationToken cancellationToken)
    {
        var page = await life.OpenAsync(via, body.Emails![0], Start, cancellationToken);
        Receipts.Add($"{body.Id} {version}", await page.SubmitAsync(statement, cancellationToken));
    }

    private async Task NilAsync(Life life, CancellationToken cancellationToken)
    {
        var page = await life.OpenAsync(MailKind.Invitation, Councils[4].Emails![0], Start, cancellationToken);
        Receipts.Add($"{Councils[4].Id} nil", await page.SubmitNilAsync(cancellationToken));
    }

    private async Task EnterAsync(Life life, CancellationToken cancellationToken) => Receipts.Add($"{Councils[3].Id} paper", await life.Staff.EnterAsync(
        RoundId, Councils[3].Id!, Channel.Post, calendar.Councils.AddDays(-10), speaker.Paper(), cancellationToken));

    private async Task ExtendAsync(Life life, CancellationToken cancellationToken)
    {
        // Staff look before they ask again.
        var council = (await life.Staff.ReadAsync(RoundId, cancellationToken)).Bodies.Single(body => body.BodyId == Councils[8].Id);
        if (council.Extensions == 0)
            await life.Staff.ExtendAsync(RoundId, council.BodyId, calendar.Councils.AddDays(calendar.PutOff), "Sitzung verschoben", cancellationToken);
    }

    private async Task AdoptAsync(Life life, CancellationToken cancellationToken)
    {
        await AnswerAsync(life, The(BodyKind.DelegateConference), speaker.Conference(), MailKind.Invitation, "1", cancellationToken);
        await life.Mailbox.ExpectAsync(MailKind.Adopted, Councils.Count, Start, cancellationToken);
    }

    private async Task DissentAsync(Life life, CancellationToken cancellationToken)
    {
        var page = await life.OpenAsync(MailKind.Adopted, Councils[1].Emails![0], Start, cancellationToken);
        Receipts.Add($"{Councils[1].Id} dissent", await page.DissentAsync("Wir bleiben bei unserer Sicht.", cancellationToken));
    }

    private static async Task SynopsisAsync(Life life, CancellationToken cancellationToken)
    {
        await life.Mailbox.ExpectAsync(MailKind.SteeringSynopsis, 1, Start, cancellationToken);
        Assert.Equal(RoundState.AwaitingDecision, (await life.Staff.ReadAsync(RoundId, cancellationToken)).State);
    }

    private async Task DecideAsync(Life life, CancellationToken cancellationToken)
    {
        var round = await life.Staff.ReadAsync(RoundId, cancellationToken);
        if (round.Decision is null)
        {
            await life.Staff.DecideAsync(
                RoundId,
                new(DecisionOutcome.Accepted, round.DraftHash, calendar.Frozen.AddDays(6), [], new() { For = 21, Against = 1, Abstentions = 1 }, "Konsens"),
                cancellationToken);
        }

        await life.Mailbox.ExpectAsync(MailKind.Outcome, Roster.Bodies.Count, Start, cancellationToken);
    }

    private static Speaker SpeakerOfSample()
    {
        var read = DraftReader.Read(SampleDrafts.First, SampleDrafts.FirstName, DraftLimits.Default);
        return new(LipServerless.Embedded.Demo.Statements.Script.Read(), read.Draft!, round: 1, []);
    }
}

/// <summary>A deed at an instant of the process.</summary>
internal sealed record PlayedAct(DateTimeOffset At, string Name, Func<Life, CancellationToken, Task> PlayAsync);
