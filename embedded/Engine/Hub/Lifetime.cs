using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// The engine from its start to its end: started, then draining (nobody is woken any more, what is awake may end), then stopped. Losing
/// the hub to another process stops it at once.
/// </summary>
#pragma warning disable CA1001 // No timers and no handles in them; whoever still runs after the end may ask.
internal sealed partial class Lifetime
#pragma warning restore CA1001
{
    private readonly HubOwnership? ownership;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource resting;
    private readonly CancellationTokenSource ownershipLost = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool draining;

    public Lifetime(HubOwnership? ownership, ILogger logger)
    {
        this.ownership = ownership;
        this.logger = logger;
        resting = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
    }

    /// <summary>Completes once the hub is taken up; cancelled if that never happens.</summary>
    public Task Started => started.Task;

    /// <summary>Cancelled when nothing may go on any more.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Cancelled when nobody is to be woken any more.</summary>
    public CancellationToken Resting => resting.Token;

    /// <summary>Cancelled when another process has the hub.</summary>
    public CancellationToken OwnershipLost => ownershipLost.Token;

    public bool IsStopping => stopping.IsCancellationRequested;

    public bool IsEnding => draining || IsStopping;

    public bool IsRunning => started.Task.IsCompletedSuccessfully && !IsEnding;

    public void Begin() => started.TrySetResult();

    public Task DrainAsync()
    {
        draining = true;
        started.TrySetCanceled(CancellationToken.None);
        return resting.CancelAsync();
    }

    public Task StopAsync()
    {
        started.TrySetCanceled(CancellationToken.None);
        return IsStopping ? Task.CompletedTask : stopping.CancelAsync();
    }

    public Task WhenStartedAsync(CancellationToken cancellation)
    {
        // A task that has ended already ignores the token it is awaited with.
        cancellation.ThrowIfCancellationRequested();
        return started.Task.WaitAsync(cancellation);
    }

    /// <summary>Waits while the right to run the hub has lapsed.</summary>
    public ValueTask WhenOwnedAsync() => ownership?.WhenOwnedAsync(Stopping) ?? ValueTask.CompletedTask;

    /// <summary>Waits while the right has lapsed; false if this process starts nothing any more.</summary>
    public async ValueTask<bool> MayStartAsync()
    {
        try
        {
            await WhenOwnedAsync();
            return !IsEnding;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Another process has the hub.</summary>
    public void LoseOwnership(string reason)
    {
        if (IsStopping)
            return;
        LogLost(logger, reason);
        stopping.Cancel();
        ownershipLost.Cancel();
    }

    [LoggerMessage(EventId = 5004, EventName = "HubLost", Level = LogLevel.Critical,
        Message = "This process does not own the task hub any more and stops running it: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
