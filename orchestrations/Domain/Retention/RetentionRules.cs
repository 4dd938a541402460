namespace LipServerless.Domain.Retention;

/// <summary>
/// Every rule by which data goes by itself: the one table of them. <c>docs/datenschutz.md</c> shows it to the data protection officer, and a
/// test holds both against each other. A round that is not decided keeps everything.
/// </summary>
public static class RetentionRules
{
    /// <summary>
    /// A consultation ends with the acceptance of its last round's draft. Where that was returned and nobody handed in a revised draft, it
    /// ends so long after the decision.
    /// </summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(730);

    /// <summary>
    /// How many days after an erasure the last copy is gone, at the most: what storage keeps of deleted blobs must end within it
    /// (<c>infra/bicep</c>; a test compares).
    /// </summary>
    public const int CopiesGoneAfterDays = 30;

    /// <summary>How many days late a rule may be before an alert says so.</summary>
    public const int OverdueAfterDays = 3;

    /// <summary>Texts and files begun and not submitted, comments beside them, and names of colleagues, in the log too. Pages promise these days.</summary>
    public static RetentionRule WorkingDrafts { get; } = new("WorkingDrafts", RetentionStart.Decision, 30, 30, 30);

    /// <summary>Finished orchestrations in the task hub: ids, instants and counts only.</summary>
    public static RetentionRule Instances { get; } = new("Instances", RetentionStart.Decision, 30, 7, 90);

    /// <summary>Rows of mails: to whom, when, why.</summary>
    public static RetentionRule Mails { get; } = new("Mails", RetentionStart.Decision, 365, 90, 1095);

    /// <summary>Addresses and names of contacts.</summary>
    public static RetentionRule Contacts { get; } = new("Contacts", RetentionStart.ConsultationEnd, 90, 1, 365);

    /// <summary>Personal links: their pages then answer as if there had never been any.</summary>
    public static RetentionRule Links { get; } = new("Links", RetentionStart.ConsultationEnd, 365, 90, 1095);

    /// <summary>Files that belong to statements, scans of letters included.</summary>
    public static RetentionRule Attachments { get; } = new("Attachments", RetentionStart.ConsultationEnd, 365, 90, 3650);

    /// <summary>Single texts of statements that are not for publication, and reasons of bodies. The synopsis keeps what it quotes.</summary>
    public static RetentionRule Statements { get; } = new("Statements", RetentionStart.ConsultationEnd, 1095, 365, 3650);

    /// <summary>Who and why in the log. What happened and when stays, and the chain still verifies.</summary>
    public static RetentionRule LogDetails { get; } = new("LogDetails", RetentionStart.ConsultationEnd, 1095, 365, 3650);

    /// <summary>The round itself, with draft, synopsis and log: an official record, which never goes by itself unless set.</summary>
    public static RetentionRule Rounds { get; } = new("Rounds", RetentionStart.ConsultationEnd, 0, 3650, 36500);

    /// <summary>What a round that was handed over left here. The other rules do not touch it: they are carried out at its new place.</summary>
    public static RetentionRule Moved { get; } = new("Moved", RetentionStart.HandedOver, 90, 30, 365);

    /// <summary>All of them, in the order in which they are carried out.</summary>
    public static IReadOnlyList<RetentionRule> All { get; } = [WorkingDrafts, Instances, Mails, Contacts, Links, Attachments, Statements, LogDetails, Rounds, Moved];
}
