using System.Text.Json;
using System.Text.Json.Serialization;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Time;

namespace LipServerless.Domain.Settings;

/// <summary>Reads and checks the settings of a round: every fault at once, each with its field and its remedy.</summary>
public static class SettingsReader
{
    /// <summary>Most bodies of a round: each change of a round is one transaction, and those that touch every body must fit into it.</summary>
    public const int MostBodies = 90;

    // Frozen with every round, and no year has so many bridge days.
    private const int MostClosedDays = 60;

    // Distances of reminders, in days.
    private const int LongestDistance = 365;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads settings.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="roster">The office's roster, for what the settings leave out.</param>
    /// <param name="now">Process time; deadlines must lie after it.</param>
    /// <param name="previous">The settings of the round whose revised draft this is; what the new ones leave out is taken from it.</param>
    /// <param name="office">The office's usual sending hours, where neither these settings nor the previous ones name any.</param>
    public static SettingsReading Read(byte[] json, Roster roster, DateTimeOffset now, RoundSettings? previous = null, SendingHours? office = null)
    {
        SettingsFile? file;
        try
        {
            file = JsonSerializer.Deserialize<SettingsFile>(json, Json);
        }
        catch (JsonException e)
        {
            var where = string.IsNullOrEmpty(e.Path) ? "$" : e.Path;
            return Refused([new(where, $"Die Einstellungen sind kein gültiges JSON dieser Form (Zeile {e.LineNumber + 1}): Feldnamen, Anführungszeichen und Datumsform JJJJ-MM-TT prüfen.")]);
        }

        if (file is null)
            return Refused([new("$", "Die Einstellungen sind leer.")]);
        return file.Bodies?.Any(body => body is null) == true
            ? Refused([new("bodies", "Ein Eintrag der Liste ist leer (null).")])
            : new Check(file, roster, now, previous, office ?? new()).Run();
    }

    private static SettingsReading Refused(IReadOnlyList<SettingsFault> faults) => new() { Faults = faults };

    private sealed class Check(SettingsFile file, Roster roster, DateTimeOffset now, RoundSettings? previous, SendingHours office)
    {
        private readonly List<SettingsFault> faults = [];
        private readonly List<SettingsFault> warnings = [];

        public SettingsReading Run()
        {
            var title = (file.Title ?? previous?.Title)?.Trim();
            if (!OneLine.Is(title))
                Fault("title", "Der Titel fehlt, ist länger als 200 Zeichen oder enthält Steuerzeichen.");
            if (file.Stage is { } stage && !OneLine.Is(stage))
                Fault("stage", "Die Stufe ist leer, länger als 200 Zeichen oder enthält Steuerzeichen: zum Beispiel Grundlagenpapier.");
            if (file.OfficeContact is { } contact && !OneLine.Is(contact))
                Fault("officeContact", "Die Kontaktangabe ist leer, länger als 200 Zeichen oder enthält Steuerzeichen: zum Beispiel OE 50.6 Migration und Integration.");

            var consultation = previous?.Consultation ?? file.Consultation ?? Slug.Of(title ?? "");
            if (!Slug.IsValid(consultation, 40))
                Fault("consultation", "Die Kennung der Beteiligung ist ungültig: 1 bis 40 Zeichen aus a–z, 0–9 und Bindestrich.");
            if (previous is not null && file.Consultation is { } other && other != previous.Consultation)
                Fault("consultation", $"Der überarbeitete Entwurf gehört zu '{previous.Consultation}'; das Feld kann entfallen.");

            var zone = file.TimeZone ?? previous?.TimeZone ?? LocalTime.DefaultZone;
            var zoneKnown = LocalTime.IsKnownZone(zone);
            if (!zoneKnown)
                Fault("timeZone", $"Unbekannte Zeitzone '{zone}': eine IANA-Kennung wie {LocalTime.DefaultZone} angeben.");

            var entries = file.Bodies ?? roster.Bodies;
            var path = file.Bodies is null ? "roster.bodies" : "bodies";
            if (entries.Count == 0)
                Fault("bodies", "Es ist niemand zu beteiligen: Mindestens ein Gremium angeben oder das Feld weglassen, dann gilt das Verzeichnis.");
            if (entries.Count > MostBodies)
                Fault("bodies", $"Höchstens {MostBodies} Gremien können an einer Runde teilnehmen: auf mehrere Beteiligungen verteilen.");
            faults.AddRange(RosterCheck.Faults(entries, path));
            warnings.AddRange(RosterCheck.SharedAddresses(entries, path));

            var steering = file.SteeringGroup ?? roster.SteeringGroup;
            if (steering is null)
                Fault("steeringGroup", "Die Lenkungsgruppe fehlt: Kontakt angeben.");
            else
                faults.AddRange(RosterCheck.FaultsOf(steering with { Id = WellKnownIds.SteeringGroup }, "steeringGroup", kindNeeded: false));

            var deadlines = faults.Any(f => f.Field.StartsWith(path, StringComparison.Ordinal)) ? [] : Deadlines(entries);
            if (zoneKnown)
                CheckDeadlines(deadlines, zone);

            var reminders = Reminders(file.Reminders, previous?.Reminders ?? new(), "reminders");
            var decisionReminders = Reminders(file.DecisionReminders, previous?.DecisionReminders ?? new() { DaysBefore = [7, 1] }, "decisionReminders");
            var hours = Hours(file.SendingHours, previous?.SendingHours ?? office);
            if (zoneKnown)
            {
                WarnOfRemindersBeforeStart(deadlines, reminders, hours, zone);
                WarnOfWaitingInvitations(hours, zone);
            }

            var grace = Days(file.GraceDays ?? previous?.GraceDays ?? 3, 0, 60, "graceDays");
            var dissent = Days(file.DissentDays ?? previous?.DissentDays ?? 7, 0, 60, "dissentDays");
            var decision = Days(file.DecisionDays ?? previous?.DecisionDays ?? 21, 1, 365, "decisionDays");

            if (faults.Count > 0)
                return new() { Faults = faults, Warnings = warnings };

            return new()
            {
                Settings = new()
                {
                    Consultation = consultation,
                    Title = title!,
                    Stage = file.Stage ?? previous?.Stage ?? "Grundlagenpapier",
                    TimeZone = zone,
                    Bodies = [.. entries.Select(e => e.ToBody())],
                    Deadlines = deadlines,
                    Reminders = reminders,
                    GraceDays = grace,
                    DissentDays = dissent,
                    DecisionDays = decision,
                    DecisionReminders = decisionReminders,
                    SendingHours = hours,
                    OfficeContact = file.OfficeContact ?? previous?.OfficeContact ?? "OE 50.6 Migration und Integration",
                },
                Contacts = [.. entries.Select(e => e.ToContact()), (steering! with { Id = WellKnownIds.SteeringGroup }).ToContact()],
                Flags = file.Flags ?? [],
                Warnings = warnings,
            };
        }

        private Dictionary<string, DateOnly> Deadlines(IReadOnlyList<RosterEntry> entries)
        {
            var given = file.Deadlines ?? new();
            var result = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                var (field, byKind) = entry.ToBody().Kind switch
                {
                    BodyKind.IntegrationCouncil => ("deadlines.councils", given.Councils),
                    BodyKind.DelegateConference => ("deadlines.conference", given.Conference),
                    BodyKind.RoundTable => ("deadlines.roundTable", given.RoundTable ?? given.Councils),
                    BodyKind.EqualityOfficer => ("deadlines.equalityOfficer", given.EqualityOfficer ?? given.Councils),
                    _ => ("deadlines.furtherBodies", given.FurtherBodies ?? given.Councils),
                };
                if ((entry.Deadline ?? byKind) is { } date)
                    result[entry.Id!] = date;
                else if (faults.TrueForAll(f => f.Field != field))
                    Fault(field, "Die Frist fehlt: den letzten Tag als JJJJ-MM-TT angeben.");
            }

            var lastCouncil = LastDayOf(BodyKind.IntegrationCouncil);
            var conference = LastDayOf(BodyKind.DelegateConference);
            if (lastCouncil is { } last && conference is { } joint && joint <= last)
                Fault("deadlines.conference", $"Die Delegiertenkonferenz bündelt die Sichten der Beiräte: Ihre Frist muss nach dem {last:dd.MM.yyyy} liegen.");
            return result;

            DateOnly? LastDayOf(BodyKind kind)
            {
                var days = entries.Where(e => e.ToBody().Kind == kind && result.ContainsKey(e.Id!)).Select(e => result[e.Id!]).ToList();
                return days.Count == 0 ? null : days.Max();
            }
        }

        private void CheckDeadlines(Dictionary<string, DateOnly> deadlines, string zone)
        {
            var today = LocalTime.DateOf(now, zone);
            foreach (var passed in deadlines.Where(d => d.Value < today).GroupBy(d => d.Value))
                Fault("deadlines", $"Die Frist {passed.Key:dd.MM.yyyy} ({string.Join(", ", passed.Select(p => p.Key))}) ist vergangen; heute ist der {today:dd.MM.yyyy}.");
            if (deadlines.Values.Any(d => d > LocalTime.LatestDeadline(today)))
                Fault("deadlines", "Eine Frist liegt mehr als drei Jahre in der Zukunft: das Jahr prüfen.");
        }

        private ReminderPlan Reminders(RemindersFile? given, ReminderPlan otherwise, string field)
        {
            var days = given?.DaysBefore ?? otherwise.DaysBefore;
            if (days.Any(d => d < 0))
                Fault($"{field}.daysBefore", "Eine Erinnerung läge nach der Frist: Abstände sind Tage vor der Frist, 0 oder mehr.");
            if (days.Any(d => d > LongestDistance))
                Fault($"{field}.daysBefore", $"Ein Abstand ist größer als {LongestDistance} Tage.");
            if (days.Distinct().Count() != days.Count)
                Fault($"{field}.daysBefore", "Ein Abstand ist doppelt angegeben.");
            if (days.Count > 10)
                Fault($"{field}.daysBefore", "Mehr als zehn Erinnerungen sind nicht vorgesehen.");
            return new() { DaysBefore = [.. days.Where(d => d is >= 0 and <= LongestDistance).OrderDescending()], At = given?.At ?? otherwise.At };
        }

        private SendingHours Hours(SendingHoursFile? given, SendingHours otherwise)
        {
            var hours = new SendingHours
            {
                From = given?.From ?? otherwise.From,
                Until = given?.Until ?? otherwise.Until,
                AtAnyTime = given?.AtAnyTime ?? otherwise.AtAnyTime,
                ClosedDays = given?.ClosedDays ?? otherwise.ClosedDays,
            };
            if (hours.From < hours.Until && hours.ClosedDays.Count <= MostClosedDays)
                return hours;
            if (hours.From >= hours.Until)
                Fault("sendingHours.until", $"Die Sendezeit muss nach {hours.From:HH\\:mm} Uhr enden: zum Beispiel from 08:00 und until 18:00.");
            if (hours.ClosedDays.Count > MostClosedDays)
                Fault("sendingHours.closedDays", $"Höchstens {MostClosedDays} weitere sendefreie Tage sind vorgesehen: Wochenenden und Feiertage zählen von selbst.");
            return otherwise;
        }

        private void WarnOfRemindersBeforeStart(Dictionary<string, DateOnly> deadlines, ReminderPlan plan, SendingHours hours, string zone)
        {
            // Only bodies asked at once can miss a reminder by an early date; the conference starts later by design.
            var today = LocalTime.DateOf(now, zone);
            var skipped = deadlines.Values.Distinct()
                .Where(d => d >= today && d <= LocalTime.LatestDeadline(today))
                .SelectMany(d => plan.StepsFor(LocalTime.EndOf(d, zone), zone, hours))
                .Count(s => s.At <= now);
            if (skipped > 0)
                warnings.Add(new("reminders.daysBefore", "Einzelne Erinnerungen lägen vor dem Beginn der Runde und entfallen."));
        }

        private void WarnOfWaitingInvitations(SendingHours hours, string zone)
        {
            var opening = hours.NextOpening(now, zone);
            if (opening > now)
            {
                warnings.Add(new("sendingHours", $"Außerhalb der Sendezeiten: Die Einladungen gehen am {LocalTime.DateOf(opening, zone):dd.MM.yyyy} um {LocalTime.TimeOf(opening, zone):HH\\:mm} Uhr hinaus. "
                    + "Sollen sie gleich hinaus, die Runde mit sendingHours.atAnyTime beginnen."));
            }
        }

        private int Days(int value, int least, int most, string field)
        {
            if (value < least || value > most)
                Fault(field, $"Erlaubt sind {least} bis {most} Tage.");
            return value;
        }

        private void Fault(string field, string message) => faults.Add(new(field, message));
    }
}
