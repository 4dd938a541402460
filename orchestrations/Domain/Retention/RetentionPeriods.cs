namespace LipServerless.Domain.Retention;

/// <summary>How long each rule waits: its own days, or those that were set.</summary>
public sealed class RetentionPeriods
{
    private readonly IReadOnlyDictionary<string, int> days;

    /// <summary>Days by the ids of rules; a rule that is not named has its own.</summary>
    /// <exception cref="ArgumentException">A number is outside of a rule's bounds; or links would end before addresses, so that a mail gave a link that opens nothing.</exception>
    public RetentionPeriods(IReadOnlyDictionary<string, int>? days = null)
    {
        this.days = days ?? new Dictionary<string, int>();
        if (RetentionRules.All.FirstOrDefault(rule => !rule.Allows(DaysOf(rule))) is { } wrong)
            throw new ArgumentException(Bounds(wrong), nameof(days));
        if (DaysOf(RetentionRules.Links) < DaysOf(RetentionRules.Contacts))
            throw new ArgumentException($"{RetentionRules.Links.Setting} must not be less than {RetentionRules.Contacts.Setting}.", nameof(days));
    }

    /// <summary>Days of a rule; 0 for never.</summary>
    public int DaysOf(RetentionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return days.GetValueOrDefault(rule.Id, rule.Days);
    }

    /// <summary>What may be set for a rule, as a sentence.</summary>
    public static string Bounds(RetentionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return $"{rule.Setting} must be a number of days from {rule.Least} to {rule.Most}{(rule.MayBeNever ? ", or 0 for never" : "")}.";
    }
}
