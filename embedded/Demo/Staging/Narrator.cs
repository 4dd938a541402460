using LipServerless.Domain.Time;
using LipServerless.Embedded.Demo.Http;
using LipServerless.Embedded.Inbox;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Embedded.Demo.Staging;

/// <summary>Prints what happens: the date of the process, who, what. What the process does by itself is read from the mails it sends.</summary>
internal sealed class Narrator(Action<string> say, ProcessClock clock, Mailbox mailbox)
{
    private const int WhoWidth = 30;

    private long lastMail;

    /// <summary>Somebody does something, now.</summary>
    public void Tell(string who, string what) => Line(clock.GetUtcNow(), who, what);

    /// <summary>A line without a date.</summary>
    public void Say(string line) => say(line);

    /// <summary>A headline.</summary>
    public void Head(string text)
    {
        say("");
        say(text);
        say(new string('─', text.Length));
    }

    /// <summary>Tells of the mails that came since the last call. More may still come at the instant the clock shows: those wait.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) => TellMailsAsync(clock.GetUtcNow(), cancellationToken);

    /// <summary>Tells of all mails that came since the last call.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) => TellMailsAsync(DateTimeOffset.MaxValue, cancellationToken);

    private async Task TellMailsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var mails = (await mailbox.AfterAsync(lastMail, cancellationToken)).TakeWhile(mail => mail.Received < before).ToList();
        foreach (var group in mails.GroupBy(mail => (Day: LocalTime.DateOf(mail.Received, LocalTime.DefaultZone), mail.Kind)))
        {
            if (Words(group.Key.Kind, [.. group]) is { } words)
                Line(group.First().Received, "Post", words);
        }

        if (mails.Count > 0)
            lastMail = mails[^1].Id;
    }

    // Receipts are told of by those who get them.
    private static string? Words(string? kind, IReadOnlyList<MailSummary> mails) => Enum.TryParse<MailKind>(kind, out var known)
        ? known switch
        {
            MailKind.Invitation => mails.Count == 1 ? $"Einladung an {Who(mails[0])}" : $"{mails.Count} Einladungen mit persönlichem Link",
            MailKind.Reminder => mails.Count == 1 ? $"Erinnerung an {Who(mails[0])}" : $"{mails.Count} Erinnerungen an Gremien, die noch nicht geantwortet haben",
            MailKind.ConferenceReading => "der Entwurf vorab an die Delegiertenkonferenz",
            MailKind.SteeringReading => "der Entwurf zur Kenntnis an die Lenkungsgruppe",
            MailKind.SteeringSynopsis => "die Synopse zur Entscheidung an die Lenkungsgruppe",
            MailKind.SteeringReminder => "Erinnerung an die Lenkungsgruppe",
            MailKind.Adopted => $"die gemeinsame Stellungnahme an {mails.Count} Integrationsbeiräte",
            MailKind.Extended => $"die neue Frist an {Who(mails[0])}",
            MailKind.OnBehalfCopy => $"eine Kopie des Eintrags an {Who(mails[0])}",
            MailKind.Outcome => $"das Ergebnis an {mails.Count} Gremien",
            _ => null,
        }
        : null;

    private static string Who(MailSummary mail) => mail.To.Count == 0 ? "?" : Names.Short(mail.To[0].Shown);

    private void Line(DateTimeOffset at, string who, string what) => say($"{GermanDates.Moment(at)}  {Names.Short(who).PadRight(WhoWidth)}  {what}");
}
