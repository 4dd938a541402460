using LipServerless.Domain.Time;

namespace LipServerless.Domain.Settings;

/// <summary>
/// When mails leave that nobody is waiting for: Monday to Friday but for the holidays of Lower Saxony, between two local times of day.
/// Nobody is asked for anything in the night or on a Sunday.
/// </summary>
public sealed record SendingHours
{
    // A year without an open day is a mistake in the settings; then a mail leaves at a wrong hour rather than never.
    private const int Horizon = 366;

    /// <summary>Nothing waits: mails leave at once, in the night too.</summary>
    public static readonly SendingHours Always = new() { AtAnyTime = true };

    /// <summary>Local time of day at which the office's hours begin.</summary>
    public TimeOnly From { get; init; } = new(8, 0);

    /// <summary>Local time of day at which they end (exclusive); later than <see cref="From"/>.</summary>
    public TimeOnly Until { get; init; } = new(18, 0);

    /// <summary>Whether mails leave at any time on any day.</summary>
    public bool AtAnyTime { get; init; }

    /// <summary>Further days on which none leaves, such as 24 December.</summary>
    public IReadOnlyList<DateOnly> ClosedDays { get; init; } = [];

    /// <summary>Whether mails leave on that day.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !LowerSaxony.IsHoliday(date) && !ClosedDays.Contains(date);

    /// <summary>The first instant from this one on at which mails leave: itself within the hours.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset instant, string zone)
    {
        if (AtAnyTime)
            return instant;
        var today = LocalTime.DateOf(instant, zone);
        for (var day = 0; day <= Horizon; day++)
        {
            var date = today.AddDays(day);
            if (!IsWorkingDay(date))
                continue;
            var opens = LocalTime.At(date, From, zone);
            if (instant < opens)
                return opens;
            if (instant < LocalTime.At(date, Until, zone))
                return instant;
        }

        return instant;
    }

    /// <summary>
    /// When something planned for an instant leaves that is pointless from an end (exclusive) on: at the next opening, or in the hours
    /// before it where that comes too late. Then at the planned time of day if mails leave at that time, else when the hours begin.
    /// </summary>
    public DateTimeOffset Fit(DateTimeOffset planned, DateTimeOffset end, string zone)
    {
        var next = NextOpening(planned, zone);
        return next < end ? next : LastOpening(planned, zone);
    }

    private DateTimeOffset LastOpening(DateTimeOffset planned, string zone)
    {
        var time = LocalTime.TimeOf(planned, zone);
        var within = time >= From && time < Until ? time : From;
        var today = LocalTime.DateOf(planned, zone);
        for (var day = 0; day <= Horizon; day++)
        {
            var date = today.AddDays(-day);
            var at = LocalTime.At(date, within, zone);
            if (IsWorkingDay(date) && at <= planned)
                return at;
        }

        return planned;
    }
}
