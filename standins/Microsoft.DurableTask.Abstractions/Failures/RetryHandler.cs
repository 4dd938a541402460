namespace Microsoft.DurableTask;

/// <summary>Decides inside the orchestrator, and at each replay again, whether a failed task is tried once more at once.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <param name="OrchestrationContext">The context of the orchestrator that called the task.</param>
/// <param name="LastAttemptNumber">1 for the first attempt.</param>
/// <param name="LastFailure">Why that attempt failed.</param>
/// <param name="TotalRetryTime">Time since the first attempt, in orchestration time.</param>
/// <param name="CancellationToken">Reserved by the package.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
