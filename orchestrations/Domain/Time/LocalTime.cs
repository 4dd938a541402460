using NodaTime;

namespace LipServerless.Domain.Time;

/// <summary>
/// The one place where local dates become instants and back. Uses NodaTime's bundled time-zone data, so that every host
/// agrees whatever its operating system knows. Never called in an orchestrator.
/// </summary>
public static class LocalTime
{
    /// <summary>The zone of the process where settings name no other.</summary>
    public const string DefaultZone = "Europe/Berlin";

    /// <summary>Whether the bundled data knows this zone id.</summary>
    public static bool IsKnownZone(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>
    /// The exclusive end of a local date: a deadline on 31 March ends at 24:00, which is the first instant of 1 April.
    /// A statement received at that instant is late.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly date, string zone) => StartOf(date.AddDays(1), zone);

    /// <summary>The latest date that is taken for a deadline: three years from today; beyond it the year is mistyped.</summary>
    public static DateOnly LatestDeadline(DateOnly today) => today.AddYears(3);

    /// <summary>The first instant of a local date.</summary>
    public static DateTimeOffset StartOf(DateOnly date, string zone) =>
        Zone(zone).AtStartOfDay(LocalDate.FromDateOnly(date)).ToInstant().ToDateTimeOffset();

    /// <summary>
    /// A time of day on a local date. Where the clocks skip it, the first instant after the gap; where they repeat it,
    /// the earlier one.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time, string zone) =>
        Zone(zone).AtLeniently(LocalDate.FromDateOnly(date) + LocalTimeOf(time)).ToInstant().ToDateTimeOffset();

    /// <summary>The local date on which an instant lies.</summary>
    public static DateOnly DateOf(DateTimeOffset instant, string zone) => Local(instant, zone).Date.ToDateOnly();

    /// <summary>The local date that ends at an exclusive deadline; the date itself where the deadline lies within a day.</summary>
    public static DateOnly LastDayBefore(DateTimeOffset deadline, string zone) => DateOf(deadline.AddTicks(-1), zone);

    /// <summary>The local time of day of an instant.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant, string zone) => Local(instant, zone).TimeOfDay.ToTimeOnly();

    /// <summary>The zone's usual short name at an instant, such as MEZ or MESZ for Berlin; otherwise its offset, such as UTC+3.</summary>
    public static string ZoneNameAt(DateTimeOffset instant, string zone)
    {
        var interval = Zone(zone).GetZoneInterval(Instant.FromDateTimeOffset(instant));
        return interval.Name switch
        {
            "CET" => "MEZ",
            "CEST" => "MESZ",
            _ => $"UTC{interval.WallOffset:g}",
        };
    }

    private static LocalDateTime Local(DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(Zone(zone)).LocalDateTime;

    private static NodaTime.LocalTime LocalTimeOf(TimeOnly time) => NodaTime.LocalTime.FromTimeOnly(time);

    private static DateTimeZone Zone(string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone)
        ?? throw new ArgumentException($"Unknown time zone '{zone}': use an IANA id such as {DefaultZone}.", nameof(zone));
}
