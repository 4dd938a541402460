using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Keeps the engine's loops running until its end: one that ends by a fault begins again, and the fault is shown.</summary>
internal sealed partial class Loops(Lifetime lifetime, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly List<Task> running = [];

    public void Keep(Func<Task> loop) => running.Add(Task.Run(() => KeepAsync(loop), CancellationToken.None));

    public Task WhenEndedAsync() => Task.WhenAll(running);

    private async Task KeepAsync(Func<Task> loop)
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

    [LoggerMessage(Level = LogLevel.Critical, Message = "A loop of the durable engine met a fault and begins again.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
