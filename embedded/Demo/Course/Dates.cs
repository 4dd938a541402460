using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>Days on which people do things.</summary>
internal static class Dates
{
    /// <summary>A time of day, local to the process.</summary>
    public static DateTimeOffset At(this DateOnly date, int hour, int minute = 0) => LocalTime.At(date, new TimeOnly(hour, minute), LocalTime.DefaultZone);

    /// <summary>The day itself, or the Monday after a weekend.</summary>
    public static DateOnly Workday(this DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(2),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    /// <summary>The next Friday, the day itself included.</summary>
    public static DateOnly Friday(this DateOnly date) => date.AddDays(((int)DayOfWeek.Friday - (int)date.DayOfWeek + 7) % 7);
}
