using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>
/// How often and how fast a failed task is tried again: the n-th wait is the first interval times the coefficient to the
/// power of n-1, at most <see cref="MaxRetryInterval"/>.
/// </summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">All attempts, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">More than zero.</param>
    /// <param name="backoffCoefficient">At least 1.</param>
    /// <param name="maxRetryInterval">Not below the first interval unless infinite; one hour when left out.</param>
    /// <param name="retryTimeout">Measured from the first attempt; not below the first interval; infinite when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside the limits above.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        Require(maxNumberOfAttempts > 0, maxNumberOfAttempts, "must be at least 1");
        Require(firstRetryInterval > TimeSpan.Zero, firstRetryInterval, "must be more than zero");
        Require(!(backoffCoefficient < 1), backoffCoefficient, "must be at least 1");
        Require(NotBelow(firstRetryInterval, maxRetryInterval), maxRetryInterval, "must not be below the first interval");
        Require(NotBelow(firstRetryInterval, retryTimeout), retryTimeout, "must not be below the first interval");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>
    /// True for every exception unless <see cref="HandleFailure"/> is set. Then the stand-in wants a
    /// <see cref="TaskFailedException"/>; the package wants one of DurableTask.Core's own exceptions.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = _ => true;

    [Obsolete("This functionality is not implemented. Will be removed in the future. Use TaskOptions.FromRetryHandler or HandleFailure instead.")]
    public Func<Exception, Task<bool>>? HandleAsync { get; set; }

    /// <summary>False ends the attempts at once.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failed
            ? value(failed.FailureDetails)
            : throw new InvalidOperationException(
                $"A failure handler judges {nameof(TaskFailedException)} only, not {exception?.GetType().ToString() ?? "null"}.", exception);
    }

    private static bool NotBelow(TimeSpan first, TimeSpan? limit) =>
        limit is null || limit == Timeout.InfiniteTimeSpan || limit >= first;

    private static void Require(bool holds, object? value, string rule, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
        }
    }
}
