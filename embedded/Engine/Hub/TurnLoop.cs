using System.Collections.Concurrent;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Takes one runnable instance after the other through a turn. A turn that meets a fault is tried again later; the others go on.
/// </summary>
internal sealed partial class TurnLoop(
    Mailboxes mailboxes, TurnRunner turns, WorkGauge gauge, Lifetime lifetime, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan PauseOfStuck = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, bool> stuck = new(StringComparer.Ordinal);

    /// <summary>Instances whose last turn met a fault.</summary>
    public int Stuck => stuck.Count;

    /// <summary>One of the loops; ends when the engine stops.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (var instance in mailboxes.RunnableAsync(lifetime.Stopping))
                await RunTurnAsync(instance);
        }
        catch (OperationCanceledException) when (lifetime.IsStopping)
        {
            // The end of the loop; what is queued stays in storage.
        }
    }

    private async Task RunTurnAsync(Instance instance)
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
            mailboxes.Queue(instance);
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
            mailboxes.Queue(instance);
        }
        catch (OperationCanceledException) when (lifetime.IsStopping)
        {
            // The next owner tries.
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A turn of {InstanceId} met a fault; it is tried again in {Pause}.")]
    private static partial void LogStuck(ILogger logger, Exception exception, string instanceId, TimeSpan pause);
}
