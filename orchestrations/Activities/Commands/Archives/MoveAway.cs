using LipServerless.Activities.Changes;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Archives;

/// <summary>
/// Staff stop a round here for good, so that it can go on in another place: its log is closed, its generation ends, its links answer that it
/// moves. Only then can an archive to move with be made: two places that send reminders for one round is the accident to prevent.
/// </summary>
public sealed class MoveAway(IRoundStore store, ProcessClock clock)
{
    // A commit holds a hundred rows; round, entry, side row and head are four of them.
    private const int MostMails = 96;

    private readonly RoundWriter writer = new(store);

    /// <summary>Stops the round in one transaction; doing it again changes nothing.</summary>
    /// <param name="roundId">The round.</param>
    /// <param name="newAddress">Where pages send those who still come here; null where the address stays the same or is not known.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="who">The person of staff.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CommandRefusedException">A mail is leaving right now, or the address or the reason is none.</exception>
    public Task<CommandResult> ExecuteAsync(string roundId, string? newAddress, string reason, string who, CancellationToken cancellationToken)
    {
        var words = Reasons.Checked(reason);
        var address = Address(newAddress);
        return writer.ChangeAsync(roundId, round => Close(round, address, words, who), cancellationToken);
    }

    private (RoundChange? Change, CommandResult Result) Close(RoundView round, Uri? address, string reason, string who)
    {
        if (round.Round.Away is { ArrivingFrom: null })
            return (null, new CommandResult());

        // Whether a mail left whose sending was begun, only the mail service of this place knows.
        if (round.Mails.Count(mail => mail.State == MailState.Sending) is > 0 and var leaving)
            throw new CommandRefusedException(Refusal.Conflict, $"Gerade gehen noch {leaving} E-Mails hinaus: bitte den Dienst laufen lassen, bis sie verschickt sind (meist eine Minute), und es dann noch einmal versuchen.");
        var due = round.Mails.Where(mail => mail.State == MailState.Due).ToList();
        if (due.Count > MostMails)
            throw new CommandRefusedException(Refusal.Conflict, $"Es warten noch {due.Count} E-Mails: bitte abwarten, bis sie verschickt sind.");

        var now = clock.GetUtcNow();
        var change = new RoundChange
        {
            // The due mails are part of it: whoever is about to send one finds its row changed, and reads that the round has gone.
            Put =
            [
                round.Round with { Away = new RoundAbsence { Since = now, NewAddress = address }, Generation = round.Round.Generation + 1 },
                .. due,
            ],
            Audit = [new() { At = now, Verb = AuditVerb.MovedAway, Subject = round.Round.RoundId, Channel = "api", Who = who, Detail = reason }],
            Log = LogGate.Close,
        };
        return (change, new CommandResult { Wake = Wakes.Of(round, round.Bodies) });
    }

    private static Uri? Address(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return Uri.TryCreate(text.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
                ? address
                : throw CommandRefusedException.Invalid("newAddress", "Die neue Adresse bitte vollständig angeben, zum Beispiel https://beteiligung.example.org/.");
    }
}
