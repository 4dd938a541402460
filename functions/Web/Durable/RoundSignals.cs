using LipServerless.Rounds.Contracts;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Web.Durable;

/// <summary>
/// Wakes orchestrations after a change was stored. A hint only: the store is the truth and the reconciler wakes whom a hint did not
/// reach, so a failure here never fails the request whose change is stored already.
/// </summary>
public static partial class RoundSignals
{
    /// <summary>Raises <see cref="TaskNames.Changed"/> to each instance; a failure is logged and the next one is tried.</summary>
    public static async Task WakeAsync(
        DurableTaskClient client, IReadOnlyList<string> instanceIds, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(instanceIds);
        ArgumentNullException.ThrowIfNull(logger);
        foreach (var id in instanceIds)
        {
            try
            {
                await client.RaiseEventAsync(id, TaskNames.Changed, eventPayload: null, cancellation: cancellationToken);
            }
#pragma warning disable CA1031 // Whatever it is: the change is stored, and the reconciler comes by.
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotReached(logger, e, id);
            }
        }
    }

    [LoggerMessage(EventId = 2102, EventName = "InstanceNotReached", Level = LogLevel.Warning,
        Message = "Instance {InstanceId} was not reached; the reconciler will wake it.")]
    private static partial void NotReached(ILogger logger, Exception exception, string instanceId);
}
