using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator may do. The convenience overloads here forward to the abstract members, which a backend
/// implements; all of it must be called on the orchestrator's own thread of control.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private const int MaxNestedFactories = 10;

    private ILoggerFactory? replaySafeLoggerFactory;

    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    public abstract ParentOrchestrationInstance? Parent { get; }

    public abstract DateTime CurrentUtcDateTime { get; }

    public abstract bool IsReplaying { get; }

    public virtual string Version => string.Empty;

    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <exception cref="NotSupportedException">Always, in this stand-in: it covers no entities.</exception>
    public virtual TaskOrchestrationEntityFeature Entities =>
        throw new NotSupportedException($"Durable entities are not available on {GetType()}.");

    public virtual ILoggerFactory ReplaySafeLoggerFactory => replaySafeLoggerFactory ??= new ReplaySafeLoggerFactory(this);

    internal ILoggerFactory OwnLoggerFactory => LoggerFactory;

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) =>
        CallActivityAsync(name, input: null, options);

    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, input: null, options);

    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime + delay, cancellationToken);

    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="WaitForExternalEvent{T}(string, TimeSpan, CancellationToken)"/>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>
    /// Races the event against a durable timer and cancels the loser. A cancelled wait may still swallow one later
    /// event of that name (see the backend).
    /// </summary>
    /// <exception cref="TaskCanceledException">The timer won, or the token was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource endTimer = new();
        using CancellationTokenSource endWait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The order is part of an instance's history: the timer first.
        Task timer = CreateTimer(timeout, endTimer.Token);
        Task<T> wait = WaitForExternalEvent<T>(eventName, endWait.Token);

        bool timedOut = await Task.WhenAny(timer, wait) == timer;

        // Not CancelAsync: its callbacks would leave the orchestrator's thread.
        (timedOut ? endWait : endTimer).Cancel();
        return await wait;
    }

    public abstract void SendEvent(string instanceId, string eventName, object payload);

    public abstract void SetCustomStatus(object? customStatus);

    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, input: null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, input: null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Drops <see cref="ContinueAsNewOptions.NewVersion"/> unless overridden.</summary>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    public abstract Guid NewGuid();

    public virtual ILogger CreateReplaySafeLogger(string categoryName) => MakeReplaySafe(factory => factory.CreateLogger(categoryName));

    public virtual ILogger CreateReplaySafeLogger(Type type) => MakeReplaySafe(factory => factory.CreateLogger(type));

    public virtual ILogger CreateReplaySafeLogger<T>() => MakeReplaySafe(factory => factory.CreateLogger<T>());

    /// <summary>Compares this instance's version with another; see <see cref="TaskOrchestrationVersioningUtils"/>.</summary>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    internal ILogger MakeReplaySafe(Func<ILoggerFactory, ILogger> create) => new ReplaySafeLogger(this, create(InnermostLoggerFactory()));

    /// <summary>A context that wraps another hands on a factory that is replay-safe already; one layer is enough.</summary>
    private ILoggerFactory InnermostLoggerFactory()
    {
        ILoggerFactory factory = LoggerFactory;
        for (int layers = 0; factory is ReplaySafeLoggerFactory wrapped; layers++)
        {
            if (layers >= MaxNestedFactories)
            {
                throw new InvalidOperationException(
                    $"The {nameof(LoggerFactory)} of {GetType()} leads back to itself: it must delegate to the wrapped context's factory, not to its own.");
            }

            factory = wrapped.Inner;
        }

        return factory;
    }
}
