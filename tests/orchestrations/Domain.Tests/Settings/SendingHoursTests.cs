using LipServerless.Domain.Settings;
using LipServerless.Domain.Time;

namespace LipServerless.Domain.Tests.Settings;

public sealed class SendingHoursTests
{
    private static readonly SendingHours Usual = new();

    // 2026: 3 April is Good Friday, 6 April Easter Monday, 14 May Ascension; the clocks change on 29 March and 25 October.
    [Theory]
    [InlineData("2026-03-04T08:00", "2026-03-04T08:00")]
    [InlineData("2026-03-04T17:59", "2026-03-04T17:59")]
    [InlineData("2026-03-04T07:59", "2026-03-04T08:00")]
    [InlineData("2026-03-04T18:00", "2026-03-05T08:00")]
    [InlineData("2026-03-06T18:00", "2026-03-09T08:00")]
    [InlineData("2026-03-07T00:00", "2026-03-09T08:00")]
    [InlineData("2026-04-02T20:30", "2026-04-07T08:00")]
    [InlineData("2026-03-28T12:00", "2026-03-30T08:00")]
    [InlineData("2026-10-24T12:00", "2026-10-26T08:00")]
    [InlineData("2026-12-31T18:00", "2027-01-04T08:00")]
    public void NextOpening_LocalTimes_IsTheNextSendingHour(string from, string to) =>
        Assert.Equal(Berlin(to), Usual.NextOpening(Berlin(from), LocalTime.DefaultZone));

    [Fact]
    public void NextOpening_OwnDayOff_IsPassedOver()
    {
        var hours = Usual with { ClosedDays = [new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 31)] };

        Assert.Equal(Berlin("2026-12-28T08:00"), hours.NextOpening(Berlin("2026-12-23T19:00"), LocalTime.DefaultZone));
    }

    [Fact]
    public void NextOpening_AtAnyTime_IsNow() =>
        Assert.Equal(Berlin("2026-12-25T03:00"), SendingHours.Always.NextOpening(Berlin("2026-12-25T03:00"), LocalTime.DefaultZone));

    [Fact]
    public void NextOpening_EverySecondHourOfAYear_IsOpenAndStays()
    {
        for (var now = Berlin("2026-01-01T00:00"); now < Berlin("2027-01-01T00:00"); now += TimeSpan.FromHours(2))
        {
            var next = Usual.NextOpening(now, LocalTime.DefaultZone);
            var local = LocalTime.TimeOf(next, LocalTime.DefaultZone);
            Assert.True(next >= now && next - now < TimeSpan.FromDays(6), $"{now}: {next}");
            Assert.True(Usual.IsWorkingDay(LocalTime.DateOf(next, LocalTime.DefaultZone)) && local >= Usual.From && local < Usual.Until, $"{now}: {next}");
            Assert.Equal(next, Usual.NextOpening(next, LocalTime.DefaultZone));
        }
    }

    [Theory]
    [InlineData("2026-03-08T09:00", "2026-03-20T00:00", "2026-03-09T08:00")]
    [InlineData("2026-03-08T09:00", "2026-03-09T00:00", "2026-03-06T09:00")]
    [InlineData("2026-03-06T20:00", "2026-03-07T00:00", "2026-03-06T08:00")]
    [InlineData("2026-03-07T07:00", "2026-03-09T00:00", "2026-03-06T08:00")]
    [InlineData("2026-03-06T07:00", "2026-03-07T00:00", "2026-03-06T08:00")]
    [InlineData("2026-04-05T09:00", "2026-04-07T00:00", "2026-04-02T09:00")]
    public void Fit_PlannedOutsideTheHours_IsTheNextChanceBeforeTheEndElseTheOneBefore(string planned, string end, string leaves) =>
        Assert.Equal(Berlin(leaves), Usual.Fit(Berlin(planned), Berlin(end), LocalTime.DefaultZone));

    [Fact]
    public void StepsFor_DeadlineOnASunday_EveryReminderLeavesInTheHoursBeforeIt()
    {
        var deadline = LocalTime.EndOf(new DateOnly(2026, 3, 22), LocalTime.DefaultZone);

        var steps = new ReminderPlan { DaysBefore = [14, 7, 1, 0] }.StepsFor(deadline, LocalTime.DefaultZone, Usual);

        Assert.Equal(
            [Berlin("2026-03-09T08:00"), Berlin("2026-03-16T08:00"), Berlin("2026-03-20T09:00"), Berlin("2026-03-20T09:00")],
            steps.Select(step => step.At));
        Assert.Equal([1, 2, 3, 4], steps.Select(step => step.Step));
    }

    private static DateTimeOffset Berlin(string local)
    {
        var at = DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return LocalTime.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), LocalTime.DefaultZone);
    }
}
