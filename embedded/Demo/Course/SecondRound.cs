using LipServerless.Domain.Bodies;
using LipServerless.Domain.Decisions;
using LipServerless.Domain.Statements;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>Who does what when in the second round: shorter, and nobody objects.</summary>
internal static class SecondRound
{
    private const int OnPaper = 3;
    private const int WithoutView = 9;

    // The eleventh council never answers this time: it has no act.

    /// <summary>The acts between the round's start and its decision, that included.</summary>
    public static IEnumerable<Act> Acts(Parts parts, PlayedRound round)
    {
        var dates = round.Calendar;
        var (start, last) = (dates.Start, dates.Councils);

        yield return new(start.AddDays(1).At(9, 20), "Vorgaben lesen", ct => parts.ReadInstructionsAsync(round.Councils[7], ct));
        yield return new(start.AddDays(1).At(11, 0), "Lenkungsgruppe liest", parts.SteeringReadsDraftAsync);
        yield return Answer(start.AddDays(4).At(18, 10), 7);
        yield return Answer(start.AddDays(6).At(19, 45), 0);
        yield return Answer(last.AddDays(-9).At(17, 30), 1);
        yield return Answer(last.AddDays(-8).At(20, 5), 5);
        yield return new(last.AddDays(-7).At(14, 0), "Runder Tisch", ct => parts.AnswerAsync(
            round.The(BodyKind.RoundTable), round.Speaker.RoundTable(), MailKind.Invitation, "antwortet", ct));
        yield return Answer(last.AddDays(-4).At(18, 0), 8);
        yield return new(last.AddDays(-3).At(10, 20), "Protokoll eintragen", ct => parts.EnterAsync(round.Councils[OnPaper], Channel.Minutes, last.AddDays(-4), ct));
        yield return Answer(last.AddDays(-3).At(21, 10), 4);
        yield return new(last.AddDays(-2).At(12, 0), "Fehlanzeige", ct => parts.NilAsync(round.Councils[WithoutView], ct));
        yield return Answer(last.AddDays(-1).At(16, 20), 6);
        yield return Answer(last.At(19, 55), 2, MailKind.Reminder);

        yield return new(last.AddDays(1).At(8), "Frist der Beiräte", parts.LookAtCouncilsAsync);
        yield return new(last.AddDays(3).At(11, 40), "Gleichstellungsbeauftragte", ct => parts.AnswerAsync(
            round.The(BodyKind.EqualityOfficer), round.Speaker.Equality(), MailKind.Invitation, "antwortet", ct));
        yield return new(last.AddDays(3).At(17, 0), "Delegiertenkonferenz liest", parts.ReadCouncilsAsync);
        yield return new(dates.Adoption.At(19, 0), "Delegiertenkonferenz beschließt", parts.AdoptAsync);
        yield return new(dates.Frozen.At(9), "Synopse", parts.SteeringReadsSynopsisAsync);

        var meeting = dates.Decision.At(16, 30);
        yield return new(meeting, "Annahme", ct => parts.DecideAsync(meeting, DecisionOutcome.Accepted, [], ct));

        Act Answer(DateTimeOffset at, int council, MailKind via = MailKind.Invitation) => new(
            at, "Antwort eines Beirats", ct => parts.AnswerAsync(round.Councils[council], round.Speaker.Council(council), via, "antwortet", ct));
    }
}
