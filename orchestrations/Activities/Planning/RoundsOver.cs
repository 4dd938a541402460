using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Planning;

/// <summary>Whether anything is left to do in a round.</summary>
public static class RoundsOver
{
    /// <summary>Decided, everybody told, no mail left that has to leave.</summary>
    public static bool IsOver(this RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.Round is { State: RoundState.Accepted or RoundState.Returned, OutcomeTold: true }
            && round.Mails.All(mail => mail.State is not (MailState.Due or MailState.Sending));
    }
}
