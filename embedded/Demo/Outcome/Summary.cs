using LipServerless.Domain.Decisions;
using LipServerless.Embedded.Demo.Course;
using LipServerless.Embedded.Demo.Staging;
using LipServerless.Web.Overview;

namespace LipServerless.Embedded.Demo.Outcome;

/// <summary>Prints what came of it.</summary>
internal static class Summary
{
    public static void Say(Action<string> say, Tally tally, IReadOnlyList<PlayedRound> played, Ledger ledger, TimeSpan took)
    {
        var result = tally.Result;
        say("");
        say("Ergebnis");
        say("────────");
        foreach (var round in tally.Rounds)
            say($"Runde {round.Number}     {Decided(round)}: {Counts(round.Counts)}");
        say($"Mails       {result.Mails}, davon {result.Reminders} Erinnerungen");
        say($"Belege      {ledger.Receipts.Count} ausgegeben, {ledger.Receipts.Count - result.Lost} in den Synopsen wiedergefunden");
        say($"Dauer       {took.TotalSeconds:F0} Sekunden für {played[^1].Calendar.Decision.DayNumber - played[0].Calendar.Start.DayNumber} Tage");
        if (tally.Faults.Count == 0)
            say("Geprüft     Zahlen, Belege, Protokoll, Erinnerungen und Mails zum Ergebnis stimmen überein");
        foreach (var fault in tally.Faults)
            say($"FEHLER      {fault}");
    }

    private static string Decided(RoundOverview round) => round.Decision switch
    {
        { Outcome: DecisionOutcome.Accepted } accepted => $"angenommen am {GermanDates.Date(accepted.DecidedOn)}",
        { } returned => $"zurückgegeben am {GermanDates.Date(returned.DecidedOn)} mit {returned.Instructions.Count} Vorgaben",
        null => $"ohne Entscheidung ({round.State})",
    };

    private static string Counts(OverviewCounts counts) =>
        $"{counts.Asked} Gremien, {counts.Answered} über den Link, {counts.OnBehalf} auf Papier, {counts.Nil} Fehlanzeige, {counts.Expired} ohne Antwort";
}
