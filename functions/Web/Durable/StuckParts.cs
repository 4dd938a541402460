using LipServerless.Activities.Ports;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Durable;

/// <summary>
/// What stands still in a round because its orchestration failed, which only a bug brings about. Asked of the orchestrations
/// themselves: whoever fails cannot be relied upon to write it down.
/// </summary>
public sealed record StuckParts
{
    /// <summary>Nothing stands still.</summary>
    public static StuckParts None { get; } = new();

    /// <summary>Bodies whose own part stands still; the others' go on.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>The failed orchestrations.</summary>
    public IReadOnlyList<string> Instances { get; init; } = [];

    /// <summary>Whether the round itself stands still.</summary>
    public bool Round { get; init; }

    /// <summary>The latest failure; null where nothing stands still.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether anything stands still.</summary>
    public bool Any => Since is not null;

    /// <summary>Asks for the instances of the round's current generation. One query.</summary>
    public static async Task<StuckParts> OfAsync(DurableTaskClient client, RoundView round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(round);
        var (id, generation) = (round.Round.RoundId, round.Round.Generation);
        if (generation == 0 || (round.Round.State is RoundState.Accepted or RoundState.Returned && round.Round.OutcomeTold))
            return None;
        var own = InstanceIds.OfRound(id, generation);
        var bodyOf = round.Bodies.ToDictionary(body => InstanceIds.OfBody(id, body.BodyId, generation), body => body.BodyId, StringComparer.Ordinal);
        var query = new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed], InstanceIdPrefix: own);
        var stuck = None;
        await foreach (var failed in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            // The prefix also finds generation 10 when asked for 1.
            if (failed.InstanceId == own)
                stuck = stuck with { Round = true, Instances = [.. stuck.Instances, own], Since = Later(stuck.Since, failed.LastUpdatedAt) };
            else if (bodyOf.TryGetValue(failed.InstanceId, out var body))
                stuck = stuck with
                {
                    Bodies = [.. stuck.Bodies, body],
                    Instances = [.. stuck.Instances, failed.InstanceId],
                    Since = Later(stuck.Since, failed.LastUpdatedAt),
                };
        }

        return stuck;
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
