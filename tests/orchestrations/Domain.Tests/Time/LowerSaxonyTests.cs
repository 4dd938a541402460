using LipServerless.Domain.Time;

namespace LipServerless.Domain.Tests.Time;

public sealed class LowerSaxonyTests
{
    // From the tables of the Physikalisch-Technische Bundesanstalt; the earliest and the latest possible day among them.
    [Theory]
    [InlineData(2008, 3, 23)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void EasterSunday_KnownYears_IsRight(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), LowerSaxony.EasterSunday(year));

    [Fact]
    public void IsHoliday_OfAYear_AreTheTenOfTheAct()
    {
        var holidays = Enumerable.Range(0, 365).Select(day => new DateOnly(2026, 1, 1).AddDays(day)).Where(LowerSaxony.IsHoliday);

        Assert.Equal(
            ["01.01", "03.04", "06.04", "01.05", "14.05", "25.05", "03.10", "31.10", "25.12", "26.12"],
            holidays.Select(date => date.ToString("dd.MM", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
