using LipServerless.Domain.Time;

namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>
/// How long a body stays open after its request was refused: it relied on the request, and nobody may find the door shut at the moment in
/// which they are told. Until its deadline, and in any case until the second working day after the refusal ends.
/// </summary>
public static class RestAfterRefusal
{
    /// <summary>Working days that are left whole.</summary>
    public const int WorkingDays = 2;

    /// <summary>The exclusive instant at which the body closes.</summary>
    public static DateTimeOffset Until(DateTimeOffset deadline, DateTimeOffset refusedAt, string zone)
    {
        var day = LocalTime.DateOf(refusedAt, zone);
        for (var left = WorkingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                left--;
        }

        var rest = LocalTime.EndOf(day, zone);
        return rest > deadline ? rest : deadline;
    }
}
