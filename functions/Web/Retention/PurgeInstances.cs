using LipServerless.Activities.Commands.Retention;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Retention;
using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask.Client;

namespace LipServerless.Web.Retention;

/// <summary>
/// The round's finished orchestrations in the task hub, of every generation. Not by the client's own filter of times: that counts from an
/// instance's start, and would take those of rounds that still run.
/// </summary>
internal sealed class PurgeInstances(DurableTaskClient client) : IErasure
{
    public RetentionRule Rule => RetentionRules.Instances;

    public async Task<int?> EraseAsync(RoundView round, CancellationToken cancellationToken)
    {
        var (purged, lives) = (0, false);
        foreach (var instance in await FindAsync(round, cancellationToken))
        {
            if (instance.IsCompleted)
                purged += (await client.PurgeInstanceAsync(instance.InstanceId, cancellationToken)).PurgedInstanceCount;
            else
                lives = true;
        }

        return lives ? null : purged;
    }

    private async Task<List<OrchestrationMetadata>> FindAsync(RoundView round, CancellationToken cancellationToken)
    {
        var id = round.Round.RoundId;
        var own = Enumerable.Range(1, round.Round.Generation)
            .SelectMany(generation => round.Bodies.Select(body => InstanceIds.OfBody(id, body.BodyId, generation)).Append(InstanceIds.OfRound(id, generation)))
            .ToHashSet(StringComparer.Ordinal);
        var found = new List<OrchestrationMetadata>();
        // The prefix may be another round's, too.
        await foreach (var instance in client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: $"{id}-g")).WithCancellation(cancellationToken))
        {
            if (own.Contains(instance.InstanceId))
                found.Add(instance);
        }

        return found;
    }
}
