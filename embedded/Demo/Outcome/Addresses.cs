using LipServerless.Embedded.Demo.Course;
using LipServerless.Embedded.Serving;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Outcome;

/// <summary>Prints where a person can look around.</summary>
internal static class Addresses
{
    public static async Task SayAsync(
        Action<string> say, LipHost host, Players players, IReadOnlyList<PlayedRound> played, Uri reply, CancellationToken cancellationToken)
    {
        var last = played[^1];
        var outcome = await LinkAsync(MailKind.Outcome, last, last.AddressOf(last.Councils[0].BodyId), 'o');
        say("");
        say("Zum Ansehen");
        say("───────────");
        say($"Dashboard      {host.SignInAddress}");
        say($"Postfach       {host.Inbox.Address}");
        say($"Antwortseite   {reply}");
        say("               (eine dritte, offene Runde nur zum Ausprobieren; sie ist nicht mitgezählt)");
        foreach (var round in played)
            say($"Synopse {round.Calendar.Number}      {await LinkAsync(MailKind.SteeringSynopsis, round, round.SteeringAddress, 's')}");
        say($"               (oder nach der Anmeldung am Dashboard: {new Uri(host.Address, $"dashboard/rounds/{last.Id}/synopsis")})");
        say($"Ergebnis       {outcome}");
        say($"API            curl -H \"x-staff-key: {host.Staff[0].Key}\" {new Uri(host.Address, $"api/rounds/{last.Id}")}");
        say("");
        say("Die Uhr des Verfahrens geht ab jetzt wie jede andere. Strg+C beendet.");

        async Task<Uri> LinkAsync(MailKind kind, PlayedRound round, string to, char page)
        {
            var next = played.SkipWhile(other => other != round).Skip(1).FirstOrDefault()?.Since ?? DateTimeOffset.MaxValue;
            var mails = await players.Mailbox.OfKindAsync(kind, round.Since, cancellationToken);
            return await players.Mailbox.LinkInAsync(mails.First(mail => mail.Received < next && mail.To[0].Address == to), page, cancellationToken);
        }
    }
}
