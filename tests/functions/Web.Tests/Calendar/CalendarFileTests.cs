using System.Text;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.Settings;
using LipServerless.Domain.States;
using LipServerless.Domain.Time;
using LipServerless.Rounds.Contracts.Stored;
using LipServerless.Web.Calendar;
using LipServerless.Web.Texts;

namespace LipServerless.Web.Tests.Calendar;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Asked = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_OpenBody_PublishesTheLastDayWithTwoAlarms()
    {
        var calendar = Read(Round(), Body());

        Assert.Equal(("BEGIN", "VCALENDAR"), (calendar.Lines[0].Name, calendar.Lines[0].Value));
        Assert.Equal("2.0", calendar["VERSION"]);
        Assert.Equal("PUBLISH", calendar["METHOD"]);
        Assert.Equal("CONFIRMED", calendar["STATUS"]);
        Assert.Equal("0", calendar["SEQUENCE"]);
        Assert.Equal("20260302T080000Z", calendar["DTSTAMP"]);
        Assert.Equal(("VALUE=DATE", "20260410"), (calendar.Lines.First(line => line.Name == "DTSTART").Parameters, calendar["DTSTART"]));
        Assert.Equal("20260411", calendar["DTEND"]);
        Assert.Equal("mailto:lip@example.org", calendar["ORGANIZER"]);
        Assert.Equal("Frist: Stellungnahme zu „Lokaler Integrationsplan“ (Integrationsbeirat Mitte)", calendar.TextOf("SUMMARY"));
        Assert.Contains("Freitag, 10. April 2026, 24:00 Uhr (MESZ)", calendar.TextOf("DESCRIPTION"), StringComparison.Ordinal);
        Assert.Equal(["-P6DT15H", "-PT15H"], calendar.Lines.Where(line => line.Name == "TRIGGER").Select(line => line.Value));
        Assert.Equal(Opened(calendar), Closed(calendar));
    }

    [Fact]
    public void Write_EveryLine_IsAtMost75OctetsAndLosesNothing()
    {
        var title = string.Concat(Enumerable.Repeat("Grüße, \U0001F600; C:\\Öl\n", 12));

        var calendar = Read(Round(title), Body());

        Assert.Contains(calendar.Folded, line => line.StartsWith(' '));
        Assert.All(calendar.Folded, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.Equal($"Frist: Stellungnahme zu „{title}“ (Integrationsbeirat Mitte)", calendar.TextOf("SUMMARY"));
    }

    [Fact]
    public void Write_HostileWords_AddNoProperty()
    {
        const string Hostile = "A\r\nATTENDEE:mailto:all@example.org\rX-EVIL:1\u0007";
        var honest = Read(Round(), Body()).Lines.Select(line => line.Name);

        var calendar = Read(Round(Hostile), Body() with { Name = Hostile }, new OfficeMailbox("x@example.org\r\nX-EVIL:2"));

        Assert.Equal(honest, calendar.Lines.Select(line => line.Name));
        Assert.DoesNotContain(calendar.Folded, line => line.Any(char.IsControl));
    }

    [Fact]
    public void Of_EachChangeOfTheDeadline_KeepsTheUidAndRaisesTheSequence()
    {
        var asked = Body();
        var extended = asked with
        {
            Deadline = Midnight(2026, 4, 18),
            Extensions = [new() { From = asked.Deadline, To = Midnight(2026, 4, 18), At = Asked.AddDays(20), Reason = "Ferien" }],
        };
        var closed = extended with { State = BodyState.Closed, ClosedEarly = true, ClosedAt = Asked.AddDays(30) };

        ParsedCalendar[] files = [Read(Round(), asked), Read(Round(), extended), Read(Round(), closed)];

        Assert.Single(files.Select(file => file["UID"]).Distinct(StringComparer.Ordinal));
        Assert.Equal(["0", "1", "2"], files.Select(file => file["SEQUENCE"]));
        Assert.Equal(["20260302T080000Z", "20260322T080000Z", "20260401T080000Z"], files.Select(file => file["DTSTAMP"]));
        Assert.Equal(["20260410", "20260417", "20260417"], files.Select(file => file["DTSTART"]));
        Assert.Equal(["PUBLISH", "PUBLISH", "CANCEL"], files.Select(file => file["METHOD"]));
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], files.Select(file => file["STATUS"]));
        Assert.DoesNotContain(files[2].Lines, line => line.Value == "VALARM");
    }

    [Fact]
    public void Of_OtherBodyRoundOrStart_HasAnotherUid()
    {
        string[] uids =
        [
            Read(Round(), Body())["UID"],
            Read(Round(), Body() with { BodyId = "beirat-02" })["UID"],
            Read(Round() with { RoundId = "lip-r2" }, Body())["UID"],
            Read(Round() with { StartedAt = Asked.AddYears(1) }, Body())["UID"],
        ];

        Assert.Equal(4, uids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Of_ClosedAtItsDeadline_IsNotCancelled()
    {
        var body = Body();

        Assert.Equal("PUBLISH", Read(Round(), body with { State = BodyState.Closed, ClosedAt = body.Deadline })["METHOD"]);
    }

    [Theory]
    [InlineData(2026, 3, 28)]
    [InlineData(2026, 3, 29)]
    [InlineData(2026, 10, 24)]
    [InlineData(2026, 10, 25)]
    public void Of_AroundTheClockChanges_IsTheLastDay(int year, int month, int day)
    {
        var last = new DateOnly(year, month, day);

        var calendar = Read(Round(), Body() with { Deadline = LocalTime.EndOf(last, LocalTime.DefaultZone) });

        Assert.Equal(last.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), calendar["DTSTART"]);
    }

    private static ParsedCalendar Read(RoundRecord round, BodyRecord body, OfficeMailbox? office = null) =>
        new(CalendarFile.Write(DeadlineEntry.Of(round, body, TextCatalog.German), office ?? new OfficeMailbox("lip@example.org")));

    private static DateTimeOffset Midnight(int year, int month, int day) => LocalTime.StartOf(new DateOnly(year, month, day), LocalTime.DefaultZone);

    private static IEnumerable<string> Opened(ParsedCalendar calendar) => calendar.Lines.Where(line => line.Name == "BEGIN").Select(line => line.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Closed(ParsedCalendar calendar) => calendar.Lines.Where(line => line.Name == "END").Select(line => line.Value).Order(StringComparer.Ordinal);

    private static RoundRecord Round(string title = "Lokaler Integrationsplan") => new()
    {
        RoundId = "lip-r1",
        Number = 1,
        StartedAt = Asked,
        Settings = new RoundSettings { Consultation = "lip", Title = title, OfficeContact = "OE 50.6; Telefon 0511 000-0000, werktags" },
        DraftHash = "h",
        DraftDocument = "d",
        DraftFile = "f",
        DraftFileName = "entwurf.md",
    };

    private static BodyRecord Body() => new()
    {
        BodyId = "beirat-01",
        Kind = BodyKind.IntegrationCouncil,
        Name = "Integrationsbeirat Mitte",
        State = BodyState.Open,
        Deadline = Midnight(2026, 4, 11),
        OpenedAt = Asked,
    };
}
