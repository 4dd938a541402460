using LipServerless.Domain.Time;

namespace LipServerless.Domain.Settings;

/// <summary>
/// When to remind: so many days before the deadline's last day, at a local time. Step 1 is the earliest reminder.
/// Computed anew from the current deadline each time it is asked, so that an extension moves what is still to come. A reminder
/// planned outside the sending hours is moved into them, always before the deadline.
/// </summary>
public sealed record ReminderPlan
{
    /// <summary>Distances in days before the last day, largest first, each at most once; 0 is the last day itself.</summary>
    public IReadOnlyList<int> DaysBefore { get; init; } = [14, 7, 1];

    /// <summary>Local time of day at which reminders leave.</summary>
    public TimeOnly At { get; init; } = new(9, 0);

    /// <summary>The instant of each step for a deadline (exclusive instant), in the order of <see cref="DaysBefore"/>; two may coincide.</summary>
    public IReadOnlyList<ReminderStep> StepsFor(DateTimeOffset deadline, string zone, SendingHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        var lastDay = LocalTime.LastDayBefore(deadline, zone);
        return [.. DaysBefore.Select((days, index) =>
            new ReminderStep(index + 1, hours.Fit(LocalTime.At(lastDay.AddDays(-days), At, zone), deadline, zone)))];
    }
}

/// <summary>One reminder: its step (1, 2, 3 …) and its instant.</summary>
public readonly record struct ReminderStep(int Step, DateTimeOffset At);
