using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Mails;

/// <summary>A reminder may wait for hours while the mail service is down; by then it may be pointless, or wrong.</summary>
internal static class Overtaken
{
    /// <summary>Whether nobody should get this mail any more.</summary>
    public static bool IsOvertaken(MailRecord mail, RoundView round, DateTimeOffset now) => mail.Kind switch
    {
        MailKind.Reminder => round.Body(mail.Recipient) is not { State: BodyState.Open, HasAnswered: false, UndecidedRequest: null, Undeliverable: null } body || now >= body.Deadline,
        MailKind.SteeringReminder => round.Round.State != RoundState.AwaitingDecision,
        _ => false,
    };
}
