using LipServerless.Activities.Commands.Deadlines.MoreTime;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines;

/// <summary>What moving a deadline does to a body's row.</summary>
internal static class Extending
{
    /// <summary>The row with its new deadline; reminders begin anew, and an undecided request for more time is granted with it.</summary>
    public static BodyRecord Extended(this BodyRecord body, DateTimeOffset to, string reason, DateTimeOffset now) =>
        body.WithDecision(request => request with { State = MoreTimeState.Granted, DecidedAt = now, GrantedUntil = to, Answer = reason }) with
        {
            Deadline = to,
            RemindersDone = [],
            Extensions = [.. body.Extensions, new() { From = body.Deadline, To = to, At = now, Reason = reason }],
        };
}
