using LipServerless.Embedded.Demo.Course;

namespace LipServerless.Embedded.Tests.Demo;

public sealed class RoundCalendarTests
{
    // Whatever day the demo is started on.
    [Fact]
    public void Calendars_OnAnyDayOfAYear_KeepTheOrderThatTheCourseNeeds()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            var first = RoundCalendar.First(day);
            Assert.Equal(DayOfWeek.Friday, first.Councils.DayOfWeek);
            Assert.InRange(first.Councils.DayNumber - day.DayNumber, 33, 39);
            // Whoever answers early does so before the first reminder.
            Assert.True(day.AddDays(9).Workday() < first.Councils.AddDays(-14));
            AssertOrder(first);

            var second = RoundCalendar.Second(first.Decision.AddDays(14));
            Assert.Equal(DayOfWeek.Friday, second.Councils.DayOfWeek);
            Assert.Equal(22, second.Councils.DayNumber - second.Start.DayNumber);
            AssertOrder(second);
        }
    }

    private static void AssertOrder(RoundCalendar calendar)
    {
        Assert.True(calendar.Councils < calendar.Others && calendar.Others < calendar.Conference);
        Assert.True(calendar.Councils.AddDays(3) < calendar.Adoption);
        Assert.True(calendar.Adoption < calendar.Conference);
        Assert.True(calendar.Conference < calendar.Frozen);
        Assert.Equal(DayOfWeek.Thursday, calendar.Decision.DayOfWeek);
        // Before the first reminder to the steering group, seven days before its time is over.
        Assert.True(calendar.Decision < calendar.Frozen.AddDays(21 - 7));
    }
}
