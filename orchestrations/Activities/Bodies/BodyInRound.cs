using LipServerless.Activities.Ports;
using LipServerless.Rounds.Contracts;
using LipServerless.Rounds.Contracts.Stored;

namespace LipServerless.Activities.Bodies;

/// <summary>Finds the body an activity was called for.</summary>
internal static class BodyInRound
{
    /// <summary>The body's row; <see cref="NotStoredException"/> where it is not part of the round.</summary>
    public static BodyRecord Require(this RoundView round, string bodyId) =>
        round.Body(bodyId) ?? throw new NotStoredException($"body {bodyId} of round {round.Round.RoundId}");
}
