using System.Runtime.ExceptionServices;
using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// Repeats a call after its failures, inside the orchestrator and therefore replayed with it. The turns it takes are those of
/// Durable Task: policies wait by durable timers and, after the last failure, by one more that is due at once.
/// </summary>
internal static class RetryLoop
{
    /// <param name="context">Whose call it is.</param>
    /// <param name="name">The task called.</param>
    /// <param name="retry">Policy or handler.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="read">Makes the call's result of what came back. A policy repeats a call whose result cannot be read, as Durable Task does.</param>
    public static Task<TResult> RunAsync<TResult>(
        OrchestratorContext context, string name, TaskRetryOptions retry, Func<Task<string?>> call, Func<string?, TResult> read) => retry switch
        {
            { Policy: { } policy } => WithPolicyAsync(context, name, policy, call, read),
            { Handler: { } handler } => WithHandlerAsync(context, name, handler, call, read),
            _ => throw new InvalidOperationException("Retry options hold neither a policy nor a handler."),
        };

    private static async Task<TResult> WithPolicyAsync<TResult>(
        OrchestratorContext context, string name, RetryPolicy policy, Func<Task<string?>> call, Func<string?, TResult> read)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            Exception last;
            try
            {
                var result = await call();
                try
                {
                    return read(result);
                }
                catch (Exception unreadable)
                {
                    last = unreadable;
                }
            }
            catch (CallFailedException failed)
            {
                last = failed.ToPublic(name);
                if (failed.Failure.Permanent)
                    throw last;
            }

            // Nobody is asked about the last failure.
            if (attempt + 1 >= policy.MaxNumberOfAttempts)
            {
                await context.OpenTimer(context.CurrentUtcDateTime, CancellationToken.None);
                ExceptionDispatchInfo.Throw(last);
            }

            if (NextDelay(context, policy, attempt, firstAttempt, last) is not { } delay)
                ExceptionDispatchInfo.Throw(last);
            else
                await context.OpenTimer(context.CurrentUtcDateTime + delay, CancellationToken.None);
        }
    }

    private static TimeSpan? NextDelay(
        OrchestratorContext context, RetryPolicy policy, int attempt, DateTime firstAttempt, Exception last)
    {
        if (!Handles(policy, last))
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

    private static bool Handles(RetryPolicy policy, Exception last)
    {
        try
        {
            return policy.Handle(FailureForPolicy.Of(last));
        }
        catch (Exception)
        {
            // As in Durable Task: the orchestrator is to see why the call failed, not why the question failed.
            return false;
        }
    }

    private static async Task<TResult> WithHandlerAsync<TResult>(
        OrchestratorContext context, string name, AsyncRetryHandler handler, Func<Task<string?>> call, Func<string?, TResult> read)
    {
        var start = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            CallFailedException last;
            try
            {
                return read(await call());
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
