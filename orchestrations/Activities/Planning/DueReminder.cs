using LipServerless.Domain.Settings;

namespace LipServerless.Activities.Planning;

/// <summary>
/// Which reminder falls due. After an outage only the latest missed one is made up for, never a burst; one whose instant lay
/// before the recipient knew the deadline (or not after it) is none. Of two that coincide the later step leaves.
/// </summary>
public static class DueReminder
{
    /// <summary>The latest step whose instant has come and that is not done; null where there is none or the deadline is over.</summary>
    /// <param name="steps">The plan's steps for the deadline.</param>
    /// <param name="deadline">Exclusive instant.</param>
    /// <param name="since">Since when the recipient knows this deadline.</param>
    /// <param name="done">Steps sent or skipped.</param>
    /// <param name="asOf">Now.</param>
    public static ReminderStep? At(
        IReadOnlyList<ReminderStep> steps, DateTimeOffset deadline, DateTimeOffset since, IReadOnlyList<int> done, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (asOf >= deadline)
            return null;
        var due = steps.Where(step => step.At > since && step.At <= asOf).ToList();
        return due.Count > 0 && due.MaxBy(step => (step.At, step.Step)) is var latest && !done.Contains(latest.Step) ? latest : null;
    }

    /// <summary>The instant of the next step after now; null where none is left before the deadline.</summary>
    public static DateTimeOffset? NextAfter(
        IReadOnlyList<ReminderStep> steps, DateTimeOffset deadline, IReadOnlyList<int> done, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return steps
            .Where(step => step.At > asOf && step.At < deadline && !done.Contains(step.Step))
            .Select(step => (DateTimeOffset?)step.At)
            .Min();
    }

    /// <summary>The steps done once this one is: itself and all whose instant lies before it.</summary>
    public static IReadOnlyList<int> DoneWith(ReminderStep step, IReadOnlyList<ReminderStep> steps, IReadOnlyList<int> done)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return [.. steps.Where(other => other.At <= step.At).Select(other => other.Step).Union(done).Order()];
    }
}
