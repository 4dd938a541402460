using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands.Deadlines.MoreTime;

/// <summary>Requests for more time that wait for staff.</summary>
public static class UndecidedRequests
{
    /// <summary>The bodies whose request is undecided, the longest waiting first.</summary>
    public static IReadOnlyList<BodyRecord> Of(RoundView round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return [.. round.Bodies.Where(b => b is { State: BodyState.Open, UndecidedRequest: not null }).OrderBy(b => b.UndecidedRequest!.At)];
    }

    /// <summary>The body with its undecided request decided; as it is where it has none.</summary>
    internal static BodyRecord WithDecision(this BodyRecord body, Func<MoreTimeRequest, MoreTimeRequest> decide) =>
        body.UndecidedRequest is { } request ? body with { MoreTime = [.. body.MoreTime.SkipLast(1), decide(request)] } : body;

    internal static CommandRefusedException NothingRequested() =>
        new(Refusal.Conflict, "Es gibt keine unentschiedene Anfrage nach mehr Zeit.");
}
