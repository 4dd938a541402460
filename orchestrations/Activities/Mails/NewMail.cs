using LipServerless.Domain.Bodies;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>Makes the rows of mails that the process itself causes. Inserted with the change that causes them.</summary>
internal static class NewMail
{
    /// <summary>A mail to a body that its own orchestration sends: while it is open.</summary>
    public static MailRecord ByBody(string bodyId, MailKind kind, int step, DateTimeOffset dueAt) => New(bodyId, bodyId, kind, step, dueAt);

    /// <summary>A mail to a body or the steering group that the round's orchestration sends.</summary>
    public static MailRecord ByRound(string recipient, MailKind kind, int step, DateTimeOffset dueAt) =>
        New(recipient, WellKnownIds.Round, kind, step, dueAt);

    private static MailRecord New(string recipient, string owner, MailKind kind, int step, DateTimeOffset dueAt) =>
        new() { Recipient = recipient, Owner = owner, Kind = kind, Step = step, DueAt = dueAt };
}
