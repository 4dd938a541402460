using LipServerless.Activities.Ports;
using LipServerless.Domain.Bodies;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Commands;

/// <summary>Who sends what a command makes due, and which instances it wakes.</summary>
internal static class Wakes
{
    /// <summary>A body's own orchestration while it is open; after that, the round's.</summary>
    public static string OwnerOf(BodyRecord body) => body.State == BodyState.Open ? body.BodyId : WellKnownIds.Round;

    /// <summary>
    /// The round's instance and those of the given bodies that were open before the change: before that a body's instance does not
    /// wait, and after that it has ended. Empty while no orchestration was started.
    /// </summary>
    /// <param name="round">The round as read, before the change.</param>
    /// <param name="bodies">The bodies that the change concerns, as before or after it.</param>
    public static IReadOnlyList<string> Of(RoundView round, params IEnumerable<BodyRecord> bodies)
    {
        var (id, generation) = (round.Round.RoundId, round.Round.Generation);
        return generation == 0
            ? []
            :
            [
                .. bodies.Where(b => round.Body(b.BodyId) is { State: BodyState.Open }).Select(b => InstanceIds.OfBody(id, b.BodyId, generation)),
                InstanceIds.OfRound(id, generation),
            ];
    }
}
