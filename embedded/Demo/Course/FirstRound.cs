using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Statements;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>Who does what when in the first round. Councils by their place on the roster.</summary>
internal static class FirstRound
{
    private const int Dissenting = 1;
    private const int OnTheLastDay = 2;
    private const int OnPaper = 3;
    private const int WithoutView = 4;
    private const int Revising = 7;
    private const int Extended = 8;

    // The sixth council never answers: it has no act.

    /// <summary>The acts between the round's start and its decision, that included.</summary>
    public static IEnumerable<Act> Acts(Parts parts, PlayedRound round, IReadOnlyList<DecisionInstruction> instructions)
    {
        var dates = round.Calendar;
        var (start, last) = (dates.Start, dates.Councils);

        yield return new(start.AddDays(2).Workday().At(10, 15), "Lenkungsgruppe liest", parts.SteeringReadsDraftAsync);
        yield return Answer(start.AddDays(8).Workday().At(17, 20), 0);
        yield return Answer(start.AddDays(9).Workday().At(19, 5), Revising);
        yield return new(last.AddDays(-11).At(20, 10), "Beirat ändert seine Stellungnahme", ct => parts.AnswerAsync(
            round.Councils[Revising], round.Speaker.Council(Revising, version: 2), MailKind.Invitation, "ändert seine Stellungnahme", ct));
        yield return Answer(last.AddDays(-10).At(18, 30), Dissenting);
        yield return new(last.AddDays(-8).At(9, 40), "Brief eintragen", ct => parts.EnterAsync(round.Councils[OnPaper], Channel.Post, last.AddDays(-9), ct));
        yield return new(last.AddDays(-7).At(11, 15), "Fehlanzeige", ct => parts.NilAsync(round.Councils[WithoutView], ct));
        yield return Answer(last.AddDays(-4).At(21, 0), 6);
        yield return new(last.AddDays(-3).At(10, 5), "Frist verlängern", ct => parts.ExtendAsync(round.Councils[Extended], last.AddDays(dates.PutOff), ct));
        yield return Answer(last.AddDays(-3).At(18, 45), 9);
        yield return Answer(last.AddDays(-2).At(16, 0), 10);
        yield return Answer(last.At(21, 40), OnTheLastDay, MailKind.Reminder, "antwortet am letzten Tag");

        yield return new(last.AddDays(1).At(8), "Frist der Beiräte", parts.LookAtCouncilsAsync);
        yield return new(last.AddDays(3).At(18, 0), "Runder Tisch", ct => parts.AnswerAsync(
            round.The(BodyKind.RoundTable), round.Speaker.RoundTable(), MailKind.Invitation, "antwortet", ct));
        yield return Answer(last.AddDays(4).At(20, 30), Extended, MailKind.Extended);
        yield return new(last.AddDays(5).At(14, 10), "Gleichstellungsbeauftragte", ct => parts.AnswerAsync(
            round.The(BodyKind.EqualityOfficer), round.Speaker.Equality(), MailKind.Invitation, "antwortet", ct));
        yield return new(last.AddDays(7).At(16, 0), "Delegiertenkonferenz liest", parts.ReadCouncilsAsync);
        yield return new(dates.Adoption.At(19, 30), "Delegiertenkonferenz beschließt", parts.AdoptAsync);
        yield return new(dates.Adoption.AddDays(2).At(20, 15), "Abweichende Meinung", ct => parts.DissentAsync(round.Councils[Dissenting], ct));
        yield return new(dates.Frozen.At(9), "Synopse", parts.SteeringReadsSynopsisAsync);

        var meeting = dates.Decision.At(16, 30);
        yield return new(meeting, "Rückgabe", ct => parts.DecideAsync(meeting, DecisionOutcome.Returned, instructions, ct));

        Act Answer(DateTimeOffset at, int council, MailKind via = MailKind.Invitation, string verb = "antwortet") => new(
            at, "Antwort eines Beirats", ct => parts.AnswerAsync(round.Councils[council], round.Speaker.Council(council), via, verb, ct));
    }
}
