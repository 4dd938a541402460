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
        var (first, last) = (played[0], played[^1]);
        var synopsis = await LinkAsync(MailKind.SteeringSynopsis, first.SteeringAddress, first.Since, 's');
        var outcome = await LinkAsync(MailKind.Outcome, last.AddressOf(last.Councils[0].BodyId), last.Since, 'o');
        say("");
        say("Zum Ansehen");
        say("───────────");
        say($"Dashboard      {host.SignInAddress}");
        say($"Postfach       {host.Inbox.Address}");
        say($"Antwortseite   {reply}");
        say("               (eine dritte, offene Runde nur zum Ausprobieren; sie ist nicht mitgezählt)");
        say($"Synopse        {synopsis}");
        say($"               ({new Uri(host.Address, $"dashboard/rounds/{first.Id}/synopsis?format=html")} nach der Anmeldung am Dashboard)");
        say($"Ergebnis       {outcome}");
        say($"API            curl -H \"x-staff-key: {host.Staff[0].Key}\" {new Uri(host.Address, $"api/rounds/{last.Id}")}");
        say("");
        say("Die Uhr des Verfahrens geht ab jetzt wie jede andere. Strg+C beendet.");

        async Task<Uri> LinkAsync(MailKind kind, string to, DateTimeOffset since, char page) =>
            await players.Mailbox.LinkInAsync(await players.Mailbox.NewestAsync(kind, to, since, cancellationToken), page, cancellationToken);
    }
}
