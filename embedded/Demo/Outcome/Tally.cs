using AngleSharp.Html.Parser;
using LipServerless.Domain.States;
using LipServerless.Domain.Synopses;
using LipServerless.Embedded.Demo.Course;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Overview;

namespace LipServerless.Embedded.Demo.Outcome;

/// <summary>What came of it, read back over HTTP, and held against what the demo's people were told.</summary>
internal sealed record Tally
{
    /// <summary>The demo's rounds, as the API shows them at the end.</summary>
    public required IReadOnlyList<RoundOverview> Rounds { get; init; }

    /// <summary>The counts.</summary>
    public required DemoResult Result { get; init; }

    /// <summary>What is not as it must be: sentences. Empty where all is well.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Reads everything back.</summary>
    public static async Task<Tally> TakeAsync(Players players, IReadOnlyList<PlayedRound> played, CancellationToken cancellationToken)
    {
        var ids = played.Select(round => round.Id).ToHashSet(StringComparer.Ordinal);
        var rounds = (await players.Staff.ListAsync(cancellationToken)).Where(round => ids.Contains(round.RoundId)).OrderBy(round => round.Number).ToList();
        var faults = new List<string>();
        var lost = 0;
        foreach (var round in rounds)
        {
            lost += await CheckSynopsisAsync(players, round, faults, cancellationToken);
            CheckCounts(round, faults);
            if (!await players.Staff.LogIsIntactAsync(round.RoundId, cancellationToken))
                faults.Add($"Das Protokoll der Runde {round.Number} ist nicht lückenlos.");
        }

        await CheckMailsAsync(players, rounds, faults, cancellationToken);
        var result = new DemoResult
        {
            Accepted = rounds is [.., { State: RoundState.Accepted }],
            Rounds = rounds.Count,
            Answered = rounds.Sum(round => round.Counts.Answered),
            OnBehalf = rounds.Sum(round => round.Counts.OnBehalf),
            Nil = rounds.Sum(round => round.Counts.Nil),
            Expired = rounds.Sum(round => round.Counts.Expired),
            Reminders = rounds.Sum(round => round.Bodies.Sum(body => body.RemindersSent)),
            Mails = (await players.Mailbox.StatsAsync(cancellationToken)).Mails,
            Lost = lost,
        };
        if (!result.Accepted)
            faults.Add("Die letzte Runde ist nicht angenommen.");
        return new() { Rounds = rounds, Result = result, Faults = faults };
    }

    /// <summary>Each receipt must be in its round's synopsis exactly once. Answers how many are absent.</summary>
    private static async Task<int> CheckSynopsisAsync(Players players, RoundOverview round, List<string> faults, CancellationToken cancellationToken)
    {
        var synopsis = await players.Staff.SynopsisAsync(round.RoundId, cancellationToken);
        var found = NumbersIn(synopsis).CountBy(number => number).ToDictionary();
        var given = players.Ledger.Receipts.Where(receipt => receipt.RoundId == round.RoundId).Select(receipt => receipt.Number).ToHashSet(StringComparer.Ordinal);
        var lost = given.Where(number => !found.ContainsKey(number)).ToList();
        foreach (var number in lost)
            faults.Add($"Beleg {number} fehlt in der Synopse der Runde {round.Number}.");
        foreach (var (number, times) in found.Where(pair => pair.Value > 1))
            faults.Add($"Beleg {number} steht {times}-mal in der Synopse der Runde {round.Number}.");
        foreach (var number in found.Keys.Where(number => !given.Contains(number)))
            faults.Add($"Beleg {number} in der Synopse der Runde {round.Number} hat niemand bekommen.");

        foreach (var format in (string[])["html", "csv"])
        {
            var text = await players.Staff.SynopsisAsync(round.RoundId, format, cancellationToken);
            if (format == "html")
                text = new HtmlParser().ParseDocument(text).Body?.TextContent ?? "";
            var missing = synopsis.Bodies.Where(body => !text.Contains(body.Name, StringComparison.Ordinal)).Select(body => body.Name).ToList();
            if (missing.Count > 0)
                faults.Add($"In der Synopse der Runde {round.Number} als {format} fehlen: {string.Join(", ", missing)}.");
        }

        return lost.Count;
    }

    private static IEnumerable<string> NumbersIn(Synopsis synopsis) =>
        synopsis.Bodies.SelectMany(body => body.Statements.Select(statement => statement.ReceiptNumber).Concat(
            body.DissentReceiptNumber is { } dissent ? [dissent] : []));

    private static void CheckCounts(RoundOverview round, List<string> faults)
    {
        var counts = round.Counts;
        if (counts.Asked != round.Bodies.Count || counts.Answered + counts.OnBehalf + counts.Nil + counts.Expired != counts.Asked || counts.Open != 0)
            faults.Add($"Die Zahlen der Runde {round.Number} gehen nicht auf: {counts}.");
        if (round.FailedMails.Count > 0 || round.LettersToPost.Count > 0)
            faults.Add($"In der Runde {round.Number} sind {round.FailedMails.Count} Mails gescheitert und {round.LettersToPost.Count} Briefe liegen geblieben.");
    }

    private static async Task CheckMailsAsync(Players players, List<RoundOverview> rounds, List<string> faults, CancellationToken cancellationToken)
    {
        var all = await players.Mailbox.AfterAsync(0, cancellationToken);
        int Of(params MailKind[] kinds) => all.Count(mail => kinds.Any(kind => kind.ToString() == mail.Kind));

        Expect("Erinnerungen", Of(MailKind.Reminder), rounds.Sum(round => round.Bodies.Sum(body => body.RemindersSent)));
        Expect("Empfangsbestätigungen", Of(MailKind.Receipt, MailKind.OnBehalfCopy, MailKind.DissentReceipt), players.Ledger.Receipts.Count);
        Expect("Einladungen", Of(MailKind.Invitation), rounds.Sum(round => round.Bodies.Count));
        Expect("Mails zum Ergebnis", Of(MailKind.Outcome), rounds.Sum(round => round.Bodies.Count));
        if (await players.Mailbox.UntilReportedAsync(cancellationToken) is > 0 and var refused)
            faults.Add($"Die Anwendung hat {refused} Zustellberichte nicht angenommen.");

        void Expect(string what, int mails, int expected)
        {
            if (mails != expected)
                faults.Add($"Im Postfach sind {mails} {what}, es müssten {expected} sein.");
        }
    }
}
