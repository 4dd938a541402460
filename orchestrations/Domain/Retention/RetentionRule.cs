namespace LipServerless.Domain.Retention;

/// <summary>What is erased by itself, and when.</summary>
/// <param name="Id">Its name: in settings, in the log, in texts.</param>
/// <param name="Start">From when its days count.</param>
/// <param name="Days">How many days, unless the settings say otherwise; 0 for never.</param>
/// <param name="Least">The fewest that may be set.</param>
/// <param name="Most">The most that may be set.</param>
public sealed record RetentionRule(string Id, RetentionStart Start, int Days, int Least, int Most)
{
    /// <summary>The setting with its days.</summary>
    public string Setting => $"Lip:Retention:{Id}Days";

    /// <summary>Whether the days can be set; where not, pages promise them to the people who write.</summary>
    public bool CanBeSet => Least < Most;

    /// <summary>Whether it may be switched off, by 0 days.</summary>
    public bool MayBeNever => Days == 0;

    /// <summary>Whether so many days may be set.</summary>
    public bool Allows(int days) => (days >= Least && days <= Most) || (days == 0 && MayBeNever);
}

/// <summary>From when the days of a rule count.</summary>
public enum RetentionStart
{
    /// <summary>When the round's decision was recorded.</summary>
    Decision,

    /// <summary>When the consultation ended (<see cref="RetentionRules.AbandonedAfter"/>).</summary>
    ConsultationEnd,

    /// <summary>When the round was handed over to another place: what is left of it here.</summary>
    HandedOver,
}
