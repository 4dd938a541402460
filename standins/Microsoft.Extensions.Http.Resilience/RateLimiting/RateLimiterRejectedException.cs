namespace Polly.RateLimiting;

/// <summary>The request was not sent: too many are under way and the queue is full. No transient outcome, so never retried.</summary>
public sealed class RateLimiterRejectedException : ExecutionRejectedException
{
    public RateLimiterRejectedException()
        : base("Too many executions are under way and no more may wait, so this one was not started.")
    {
    }
}
