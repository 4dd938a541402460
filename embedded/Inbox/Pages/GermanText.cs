using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace LipServerless.Embedded.Inbox.Pages;

/// <summary>Dates, counts and sizes as a person in Leipzig reads them.</summary>
internal static class GermanText
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly DateTimeZone Leipzig = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.Create("dddd, d. MMMM uuuu", German);
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.Create("HH:mm", German);
    private static readonly LocalDateTimePattern FullPattern = LocalDateTimePattern.Create("dddd, d. MMMM uuuu, HH:mm:ss", German);

    public static LocalDate Day(DateTimeOffset instant) => Local(instant).Date;

    public static string DayName(LocalDate day) => DayPattern.Format(day);

    public static string Time(DateTimeOffset instant) => TimePattern.Format(Local(instant).TimeOfDay);

    public static string Full(DateTimeOffset instant) => $"{FullPattern.Format(Local(instant))} Uhr";

    public static string Machine(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", German)} {many}";

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} Byte",
        < 1024 * 1024 => $"{(bytes / 1024.0).ToString("N0", German)} KB",
        _ => $"{(bytes / 1024.0 / 1024.0).ToString("N1", German)} MB",
    };

    private static LocalDateTime Local(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Leipzig).LocalDateTime;
}
