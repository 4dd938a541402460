using System.Collections.Concurrent;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>What becomes of an instance whose turn it is. A turn that meets a fault is tried again later; the others go on.</summary>
internal sealed partial class TurnTaking(
    RunQueue queue, Mailboxes mailboxes, TurnRunner turns, WorkGauge gauge, Lifetime lifetime, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseOfStuck = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, bool> stuck = new(StringComparer.Ordinal);

    /// <summary>Instances whose last turn met a fault.</summary>
    public int Stuck => stuck.Count;

    /// <summary>One turn, whatever comes of it; then the instance rests, or stands in the queue again.</summary>
    public async Task RunAsync(Instance instance)
    {
        var failed = false;
        try
        {
            await lifetime.WhenOwnedAsync();
            await turns.RunAsync(instance, lifetime.Stopping);
            stuck.TryRemove(instance.Id, out _);
        }
        catch (OperationCanceledException) when (lifetime.IsStopping)
        {
            gauge.Leave();
            return;
        }
        catch (FencedException fenced)
        {
            lifetime.LoseOwnership(fenced.Message);
            gauge.Leave();
            return;
        }
        catch (Exception fault)
        {
            failed = true;
            stuck[instance.Id] = true;
            LogStuck(logger, fault, instance.Id, PauseOfStuck);
        }

        if (failed)
        {
            _ = RetryLaterAsync(instance);
            gauge.Leave();
        }
        else if (instance.StaysQueued())
        {
            queue.Add(instance);
        }
        else
        {
            mailboxes.Rest(instance);
            gauge.Leave();
        }
    }

    private async Task RetryLaterAsync(Instance instance)
    {
        try
        {
            await Task.Delay(PauseOfStuck, time, lifetime.Stopping);
            gauge.Enter();
            queue.Add(instance);
        }
        catch (OperationCanceledException) when (lifetime.IsStopping)
        {
            // The next owner tries.
        }
    }

    [LoggerMessage(EventId = 5011, EventName = "TurnStuck", Level = LogLevel.Critical,
        Message = "A turn of {InstanceId} met a fault; it is tried again in {Pause}.")]
    private static partial void LogStuck(ILogger logger, Exception exception, string instanceId, TimeSpan pause);
}
