using LipServerless.Domain.Time;

namespace LipServerless.Web.Texts;

/// <summary>Instants and dates in words, with weekday, time and zone: nobody has to compute a deadline.</summary>
public static class Moments
{
    /// <summary>An exclusive deadline: "Mittwoch, 31. März 2027, 24:00 Uhr (MESZ)".</summary>
    public static string Deadline(this PageTexts texts, DateTimeOffset deadline, string zone)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var zoneName = ZoneName(texts, deadline.AddTicks(-1), zone);
        return LocalTime.TimeOf(deadline, zone) == TimeOnly.MinValue
            ? texts["moment.endOfDay", texts.Date(LocalTime.LastDayBefore(deadline, zone)), zoneName]
            : texts["moment.at", texts.Date(LocalTime.DateOf(deadline, zone)), Clock(texts, deadline, zone), zoneName];
    }

    /// <summary>The last day of an exclusive deadline without its time: "Mittwoch, 31. März 2027".</summary>
    public static string LastDay(this PageTexts texts, DateTimeOffset deadline, string zone)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Date(LocalTime.LastDayBefore(deadline, zone));
    }

    /// <summary>An instant to the minute: "Montag, 1. Februar 2027, 14:03 Uhr (MEZ)".</summary>
    public static string Moment(this PageTexts texts, DateTimeOffset instant, string zone)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts["moment.at", texts.Date(LocalTime.DateOf(instant, zone)), Clock(texts, instant, zone), ZoneName(texts, instant, zone)];
    }

    /// <summary>An instant in figures, for lists: "01.02.2027, 14:03 Uhr".</summary>
    public static string ShortMoment(this PageTexts texts, DateTimeOffset instant, string zone)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts["moment.short", texts.ShortDate(LocalTime.DateOf(instant, zone)), Clock(texts, instant, zone)];
    }

    /// <summary>A date in words with its weekday.</summary>
    public static string Date(this PageTexts texts, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return date.ToString(texts["moment.dateFormat"], texts.Culture);
    }

    /// <summary>A date in figures.</summary>
    public static string ShortDate(this PageTexts texts, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return date.ToString(texts["moment.shortDateFormat"], texts.Culture);
    }

    private static string Clock(PageTexts texts, DateTimeOffset instant, string zone) =>
        LocalTime.TimeOf(instant, zone).ToString("HH:mm", texts.Culture);

    // The Domain speaks German; an English page says CET.
    private static string ZoneName(PageTexts texts, DateTimeOffset instant, string zone) =>
        LocalTime.ZoneNameAt(instant, zone) switch
        {
            "MEZ" => texts["moment.zone.MEZ"],
            "MESZ" => texts["moment.zone.MESZ"],
            var other => other,
        };
}
