namespace LipServerless.Domain.Time;

/// <summary>
/// The public holidays of Lower Saxony (Niedersächsisches Gesetz über die Feiertage, § 2): six fixed dates and four that follow Easter.
/// </summary>
public static class LowerSaxony
{
    /// <summary>Whether a date is a public holiday there. Sundays as such are none.</summary>
    public static bool IsHoliday(DateOnly date) =>
        (date.Month, date.Day) is (1, 1) or (5, 1) or (10, 3) or (10, 31) or (12, 25) or (12, 26)
        || (date.DayNumber - EasterSunday(date.Year).DayNumber) is GoodFriday or EasterMonday or Ascension or WhitMonday;

    /// <summary>Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher's rule).</summary>
    public static DateOnly EasterSunday(int year)
    {
        var (golden, century, ofCentury) = (year % 19, year / 100, year % 100);
        var moonCorrection = (century + 8) / 25;
        var sunCorrection = (century - moonCorrection + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - sunCorrection + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var days = epact + toSunday - (7 * late) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    // Days from Easter Sunday.
    private const int GoodFriday = -2;
    private const int EasterMonday = 1;
    private const int Ascension = 39;
    private const int WhitMonday = 50;
}
