using LipServerless.Activities.Planning;
using LipServerless.Activities.Ports;
using LipServerless.Domain.Time;
using LipServerless.Web.Durable;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Operations;

/// <summary>
/// Looks, at each run of the reconciler, whether something stands still that should not, and says so in sentences that alerts look for
/// (<c>infra/bicep/modules/alerts.bicep</c>).
/// </summary>
public sealed partial class RoundWatch(ProcessClock clock, RoundCensus census, ILogger<RoundWatch> logger)
{
    // Whoever had something to do at the last run was woken then. A process that has just started knows of nobody.
    private HashSet<string> lastSeen = new(StringComparer.Ordinal);

    /// <summary>Looks at all rounds that are not over.</summary>
    public async Task LookAsync(DurableTaskClient client, IReadOnlyList<RoundView> running, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(running);
        var now = clock.GetUtcNow();
        census.Take(running, now);

        var overdue = running.SelectMany(round => Overdue.Instances(round, now)).ToHashSet(StringComparer.Ordinal);
        foreach (var instance in overdue.Where(lastSeen.Contains))
            StillOverdue(logger, instance);
        lastSeen = overdue;

        foreach (var round in running)
        {
            foreach (var instance in (await StuckParts.OfAsync(client, round, cancellationToken)).Instances)
                Failed(logger, instance);
        }
    }

    [LoggerMessage(EventId = 2200, EventName = "WorkOverdue", Level = LogLevel.Error,
        Message = "Work is overdue: {InstanceId} was woken at the last look and has not done what is due.")]
    private static partial void StillOverdue(ILogger logger, string instanceId);

    [LoggerMessage(EventId = 2201, EventName = "OrchestrationFailed", Level = LogLevel.Error,
        Message = "Orchestration ended by a fault: {InstanceId}.")]
    private static partial void Failed(ILogger logger, string instanceId);
}
