using System.Globalization;
using System.Text;
using LipServerless.Activities.Ports;

namespace LipServerless.Web.Calendar;

/// <summary>
/// A deadline as an iCalendar file (RFC 5545), published or cancelled (RFC 5546): whoever opens a later one has the entry updated.
/// All instants are UTC; the entry itself is a whole local day and means the same in every time zone.
/// </summary>
public static class CalendarFile
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/calendar";

    /// <summary>The file, UTF-8.</summary>
    /// <param name="entry">The deadline.</param>
    /// <param name="office">The organizer.</param>
    public static byte[] Write(DeadlineEntry entry, OfficeMailbox office)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(office);
        var lines = new CalendarLines()
            .Add("BEGIN", "VCALENDAR")
            .Add("VERSION", "2.0")
            .Add("PRODID", "-//LipServerless//Beteiligung//DE")
            .Add("CALSCALE", "GREGORIAN")
            .Add("METHOD", entry.IsCancelled ? "CANCEL" : "PUBLISH")
            .Add("BEGIN", "VEVENT")
            .Add("UID", entry.Uid.ToString())
            .Add("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture))
            .Add("DTSTAMP", Instant(entry.ChangedAt))
            .Add("LAST-MODIFIED", Instant(entry.ChangedAt))
            .Add("DTSTART;VALUE=DATE", Day(entry.LastDay))
            .Add("DTEND;VALUE=DATE", Day(entry.LastDay.AddDays(1)))
            .Add($"ORGANIZER;CN={CalendarLines.Quoted(entry.Texts["mail.office"])}", $"mailto:{office.Address}")
            .Add("STATUS", entry.IsCancelled ? "CANCELLED" : "CONFIRMED")
            .Add("TRANSP", "TRANSPARENT")
            .AddText($"SUMMARY;LANGUAGE={entry.Texts.Language}", entry.Summary)
            .AddText($"DESCRIPTION;LANGUAGE={entry.Texts.Language}", entry.Description);
        if (!entry.IsCancelled)
        {
            // Counted from the day's first moment: at nine in the morning, seven days and one day before.
            Alarm(lines, "-P6DT15H", entry.Summary);
            Alarm(lines, "-PT15H", entry.Summary);
        }

        return Encoding.UTF8.GetBytes(lines.Add("END", "VEVENT").Add("END", "VCALENDAR").ToString());
    }

    private static void Alarm(CalendarLines lines, string before, string text) => lines
        .Add("BEGIN", "VALARM")
        .Add("ACTION", "DISPLAY")
        .Add("TRIGGER", before)
        .AddText("DESCRIPTION", text)
        .Add("END", "VALARM");

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
