using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;

namespace LipServerless.Activities.Planning;

/// <summary>Finds orchestrations that a lost hint left waiting although the store has something for them to do.</summary>
public static class Overdue
{
    /// <summary>
    /// The instances to wake. A healthy round has none, or only those that are at it: waking everybody on a schedule would
    /// be polling, and would grow every history for nothing.
    /// </summary>
    public static IReadOnlyList<string> Instances(RoundView round, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        var (id, generation) = (round.Round.RoundId, round.Round.Generation);
        var instances = round.Bodies
            .Where(body => body.State != BodyState.Planned)
            .Where(body => BodyPlan.Next(round, body.BodyId, now, generation).Kind is not (BodyStepKind.Wait or BodyStepKind.Done))
            .Select(body => InstanceIds.OfBody(id, body.BodyId, generation))
            .ToList();
        if (RoundPlan.Next(round, now, generation).Kind is not (RoundStepKind.Wait or RoundStepKind.Ended))
            instances.Add(InstanceIds.OfRound(id, generation));
        return instances;
    }
}
