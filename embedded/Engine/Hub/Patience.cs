using LipServerless.Embedded.Engine.Figures;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Repeats storage calls while storage is away: with growing pauses, without an end for the engine's own work, and for a limited
/// time where a caller waits. Nothing else in the engine retries.
/// </summary>
internal sealed partial class Patience(IHubStore store, TimeProvider time, EngineFigures figures, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallersPatience = TimeSpan.FromSeconds(30);
    private int failuresInARow;

    /// <summary>False from the first failed call until the next one that succeeds.</summary>
    public bool IsReachable => Volatile.Read(ref failuresInARow) == 0;

    /// <summary>For the engine's own work: until it succeeds or the engine stops.</summary>
    public Task<T> UntilDoneAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken stopping) =>
        RunAsync(call, limit: null, stopping);

    public Task UntilDoneAsync(Func<CancellationToken, Task> call, CancellationToken stopping) =>
        RunAsync(Wrap(call), limit: null, stopping);

    /// <summary>For a caller who waits: a <see cref="TimeoutException"/> once the time is up.</summary>
    public Task<T> ForCallerAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        RunAsync(call, CallersPatience, cancellation);

    public Task ForCallerAsync(Func<CancellationToken, Task> call, CancellationToken cancellation) =>
        RunAsync(Wrap(call), CallersPatience, cancellation);

    private static Func<CancellationToken, Task<bool>> Wrap(Func<CancellationToken, Task> call) => async cancellation =>
    {
        await call(cancellation);
        return true;
    };

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan? limit, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        using var limited = limit is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = limited?.Token ?? cancellation;
        ITimer? ticking = null;
        try
        {
            for (var pause = FirstPause; ; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
            {
                try
                {
                    var answer = call(token);

                    // Memory answers at once: no need to watch the time.
                    if (!answer.IsCompleted && limit is { } longest)
                        ticking ??= time.CreateTimer(_ => CancelQuietly(limited!), null, Remaining(longest, start), Timeout.InfiniteTimeSpan);
                    var result = await answer;
                    if (Volatile.Read(ref failuresInARow) > 0 && Interlocked.Exchange(ref failuresInARow, 0) > 0)
                        LogBack(logger);
                    return result;
                }
                catch (Exception away) when ((store.IsTransient(away) || token.IsCancellationRequested) && !cancellation.IsCancellationRequested)
                {
                    var code = StorageFaults.CodeOf(away);
                    figures.StorageFailed(code);
                    if (Interlocked.Increment(ref failuresInARow) == 1)
                        LogAway(logger, code);
                    if (limit is { } patience && time.GetElapsedTime(start) + pause > patience)
                        throw new TimeoutException("The task hub's storage does not answer. Whether the call took effect is not known.", away);
                }

                await Task.Delay(pause, time, cancellation);
            }
        }
        finally
        {
            if (ticking is not null)
                await ticking.DisposeAsync();
        }
    }

    private TimeSpan Remaining(TimeSpan limit, long start)
    {
        var left = limit - time.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static void CancelQuietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended.
        }
    }

    [LoggerMessage(EventId = 5008, EventName = "HubStorageAway", Level = LogLevel.Warning,
        Message = "The task hub's storage does not answer; what is due waits until it does: {Code}.")]
    private static partial void LogAway(ILogger logger, string code);

    [LoggerMessage(EventId = 5009, EventName = "HubStorageBack", Level = LogLevel.Information,
        Message = "The task hub's storage answers again.")]
    private static partial void LogBack(ILogger logger);
}
