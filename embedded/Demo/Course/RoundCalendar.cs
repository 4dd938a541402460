using LipServerless.Domain.Settings;

namespace LipServerless.Embedded.Demo.Course;

/// <summary>The dates of a round: five weeks for the councils and two more for their conference; in the second round three and one.</summary>
internal sealed record RoundCalendar
{
    /// <summary>1 or 2.</summary>
    public required int Number { get; init; }

    /// <summary>The day it starts.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>The councils' last day, a Friday.</summary>
    public required DateOnly Councils { get; init; }

    /// <summary>The round table's and the equality officer's last day.</summary>
    public required DateOnly Others { get; init; }

    /// <summary>The conference's last day.</summary>
    public required DateOnly Conference { get; init; }

    /// <summary>
    /// Days by which a council's extension puts off the conference's start, and with it its last day: the settings name a day so much earlier.
    /// </summary>
    public required int PutOff { get; init; }

    /// <summary>Days for late statements.</summary>
    public required int Grace { get; init; }

    /// <summary>Days for "abweichend".</summary>
    public required int Dissent { get; init; }

    /// <summary>Distances of reminders.</summary>
    public required IReadOnlyList<int> Reminders { get; init; }

    /// <summary>The first day after the collection, if the conference adopts its view <see cref="Dissent"/> days before the last at the latest.</summary>
    public DateOnly Frozen => Conference.AddDays(Grace + 1);

    /// <summary>The day the conference adopts its joint view: a Monday, in the second round a Wednesday.</summary>
    public DateOnly Adoption => Conference.AddDays(Grace - Dissent);

    /// <summary>The day of the steering group's meeting: a Thursday, nine or ten days after the synopsis.</summary>
    public DateOnly Decision => Frozen.AddDays(2).Friday().AddDays(6);

    /// <summary>The first round's dates.</summary>
    public static RoundCalendar First(DateOnly start)
    {
        var councils = start.AddDays(33).Friday();
        return new()
        {
            Number = 1,
            Start = start,
            Councils = councils,
            Others = councils.AddDays(7),
            Conference = councils.AddDays(14),
            PutOff = 5,
            Grace = 3,
            Dissent = 7,
            Reminders = [14, 7, 1],
        };
    }

    /// <summary>The second round's.</summary>
    public static RoundCalendar Second(DateOnly start)
    {
        var councils = start.AddDays(17).Friday();
        return new()
        {
            Number = 2,
            Start = start,
            Councils = councils,
            Others = councils.AddDays(4),
            Conference = councils.AddDays(7),
            PutOff = 0,
            Grace = 2,
            Dissent = 4,
            Reminders = [7, 1],
        };
    }

    /// <summary>The settings that staff hand in with the draft. The second round takes title and bodies from the first.</summary>
    public SettingsFile Settings(string? title, SettingsFile whom) => whom with
    {
        Title = title,
        Deadlines = new() { Councils = Councils, Conference = Conference.AddDays(-PutOff), RoundTable = Others, EqualityOfficer = Others },
        Reminders = new() { DaysBefore = Reminders },
        GraceDays = Grace,
        DissentDays = Dissent,
        DecisionDays = 21,
    };
}
