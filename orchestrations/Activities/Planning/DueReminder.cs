using LipServerless.Domain.Settings;

namespace LipServerless.Activities.Planning;

/// <summary>
/// Which reminder falls due. After an outage only the latest missed one is made up for, never a burst; one whose instant lay
/// before the recipient was asked (or got a new deadline) is none.
/// </summary>
public static class DueReminder
{
    /// <summary>The latest step whose instant has come and that is not done; null where there is none or the deadline is over.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="deadline">Exclusive instant.</param>
    /// <param name="zone">IANA id of the zone the plan's times are local to.</param>
    /// <param name="since">Since when the recipient knows this deadline.</param>
    /// <param name="done">Steps sent or skipped.</param>
    /// <param name="asOf">Now.</param>
    public static ReminderStep? At(
        ReminderPlan plan, DateTimeOffset deadline, string zone, DateTimeOffset since, IReadOnlyList<int> done, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (asOf >= deadline)
            return null;
        var due = plan.StepsFor(deadline, zone).Where(step => step.At >= since && step.At <= asOf).ToList();
        return due.Count > 0 && due.MaxBy(step => step.At) is var latest && !done.Contains(latest.Step) ? latest : null;
    }

    /// <summary>The instant of the next step after now; null where none is left before the deadline.</summary>
    public static DateTimeOffset? NextAfter(
        ReminderPlan plan, DateTimeOffset deadline, string zone, IReadOnlyList<int> done, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.StepsFor(deadline, zone)
            .Where(step => step.At > asOf && step.At < deadline && !done.Contains(step.Step))
            .Select(step => (DateTimeOffset?)step.At)
            .Min();
    }

    /// <summary>The steps done once this one is: itself and all whose instant lies before it.</summary>
    public static IReadOnlyList<int> DoneWith(ReminderStep step, ReminderPlan plan, DateTimeOffset deadline, string zone, IReadOnlyList<int> done)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.StepsFor(deadline, zone).Where(other => other.At <= step.At).Select(other => other.Step).Union(done).Order()];
    }
}
