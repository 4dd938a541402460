using System.Globalization;
using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Demo.Staging;

/// <summary>Dates as the demo prints them, whatever cultures the machine knows.</summary>
internal static class GermanDates
{
    private static readonly string[] Days = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];

    /// <summary>Such as "Mo 03.08.2026 09:30", local to the process.</summary>
    public static string Moment(DateTimeOffset instant)
    {
        var date = LocalTime.DateOf(instant, LocalTime.DefaultZone);
        return string.Create(CultureInfo.InvariantCulture, $"{Day(date)} {LocalTime.TimeOf(instant, LocalTime.DefaultZone):HH:mm}");
    }

    /// <summary>Such as "Mo 03.08.2026".</summary>
    public static string Day(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Days[(int)date.DayOfWeek]} {date:dd.MM.yyyy}");

    /// <summary>Such as "03.08.2026".</summary>
    public static string Date(DateOnly date) => date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
