using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// Repeats a call after its failures, inside the orchestrator and therefore replayed with it. The turns it takes are those of
/// Durable Task: policies wait by durable timers and, after the last failure, by one more that is due at once.
/// </summary>
internal static class RetryLoop
{
    public static Task<string?> RunAsync(OrchestratorContext context, string name, TaskRetryOptions? retry, Func<Task<string?>> call) => retry switch
    {
        { Policy: { } policy } => WithPolicyAsync(context, name, policy, call),
        { Handler: { } handler } => WithHandlerAsync(context, name, handler, call),
        _ => throw new InvalidOperationException("A call without retries needs no loop."),
    };

    private static async Task<string?> WithPolicyAsync(
        OrchestratorContext context, string name, RetryPolicy policy, Func<Task<string?>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            CallFailedException last;
            try
            {
                return await call();
            }
            catch (CallFailedException failed)
            {
                last = failed;
            }

            if (NextDelay(context, policy, attempt, firstAttempt, last, name) is not { } delay)
                throw last.ToPublic(name);
            var isLast = attempt + 1 >= policy.MaxNumberOfAttempts;
            await context.OpenTimer(isLast ? context.CurrentUtcDateTime : context.CurrentUtcDateTime + delay, CancellationToken.None);
            if (isLast)
                throw last.ToPublic(name);
        }
    }

    private static TimeSpan? NextDelay(
        OrchestratorContext context, RetryPolicy policy, int attempt, DateTime firstAttempt, CallFailedException last, string name)
    {
        if (last.Failure.Permanent || !policy.Handle(last.ToPublic(name)))
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime - firstAttempt >= policy.RetryTimeout)
            return null;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
        var delay = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan || milliseconds < policy.MaxRetryInterval.TotalMilliseconds
            ? milliseconds
            : policy.MaxRetryInterval.TotalMilliseconds;

        // DateTime ends in 9999; nobody waits longer.
        var longest = (DateTime.MaxValue - context.CurrentUtcDateTime).TotalMilliseconds - 1;
        return TimeSpan.FromMilliseconds(Math.Min(delay, longest));
    }

    private static async Task<string?> WithHandlerAsync(
        OrchestratorContext context, string name, AsyncRetryHandler handler, Func<Task<string?>> call)
    {
        var start = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            CallFailedException last;
            try
            {
                return await call();
            }
            catch (CallFailedException failed)
            {
                last = failed;
            }

            if (last.Failure.Permanent
                || !await handler(new RetryContext(
                    context, failures, last.Failure.ToDetails(), context.CurrentUtcDateTime - start, CancellationToken.None)))
                throw last.ToPublic(name);
        }
    }
}

/// <summary>The raw failure of a call, before retries are decided; never leaves the engine.</summary>
internal sealed class CallFailedException(int id, Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;

    public TaskFailedException ToPublic(string name) => new(name, id, Failure.ToDetails());
}
