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

    /// <summary>The round's instance and those of the given bodies. Empty while no orchestration was started.</summary>
    public static IReadOnlyList<string> Of(RoundView round, params IEnumerable<BodyRecord> bodies)
    {
        var (id, generation) = (round.Round.RoundId, round.Round.Generation);
        return generation == 0
            ? []
            : [.. bodies.Where(b => b.State != BodyState.Planned).Select(b => InstanceIds.OfBody(id, b.BodyId, generation)), InstanceIds.OfRound(id, generation)];
    }
}
