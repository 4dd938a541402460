using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>A loop that runs until the engine's end: if a fault ends it, it begins again, and the fault is shown.</summary>
internal sealed partial class KeptLoop(Func<Task> loop, Lifetime lifetime, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Task running = Task.CompletedTask;

    public void Begin() => running = Task.Run(KeepAsync, CancellationToken.None);

    public Task WhenEndedAsync() => running;

    private async Task KeepAsync()
    {
        while (!lifetime.IsEnding)
        {
            try
            {
                await loop();
            }
            catch (OperationCanceledException) when (lifetime.IsStopping)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFault(logger, fault);
                await Task.Delay(Pause, time, lifetime.Stopping).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    [LoggerMessage(EventId = 5010, EventName = "EngineLoopFault", Level = LogLevel.Critical,
        Message = "A loop of the durable engine met a fault and begins again.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
