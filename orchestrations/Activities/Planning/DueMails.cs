using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>Mails that still have to leave.</summary>
public static class DueMails
{
    /// <summary>
    /// The next mail that this owner's orchestration has to send, oldest first; null where there is none. One whose sending was
    /// begun comes again: whether it left is looked up at the mail service. One that waits for the sending hours is passed over.
    /// </summary>
    public static MailRecord? NextOf(RoundView round, string owner, DateTimeOffset asOf) =>
        Unsent(round, owner)
            .Where(mail => SendingTime.Of(mail, round, asOf) <= asOf)
            .OrderBy(mail => mail.DueAt)
            .ThenBy(mail => mail.MailId, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>When the first of those may leave that wait for the sending hours; null where none waits.</summary>
    public static DateTimeOffset? NextChance(RoundView round, string owner, DateTimeOffset asOf) =>
        Unsent(round, owner).Select(mail => (DateTimeOffset?)SendingTime.Of(mail, round, asOf)).Where(at => at > asOf).Min();

    private static IEnumerable<MailRecord> Unsent(RoundView round, string owner)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Mails.Where(mail => mail.Owner == owner && mail.State is (MailState.Due or MailState.Sending));
    }
}
