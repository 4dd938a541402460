using System.Threading.RateLimiting;

namespace Polly.RateLimiting;

/// <summary>Runs a call only while it holds a permit. Polly disposes it with its pipeline.</summary>
internal sealed class ConcurrencyLimitStrategy(ConcurrencyLimiterOptions options) : ResilienceStrategy, IDisposable, IAsyncDisposable
{
    private readonly ConcurrencyLimiter limiter = new(options);

    public void Dispose() => limiter.Dispose();

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        using RateLimitLease lease = await limiter.AcquireAsync(permitCount: 1, context.CancellationToken)
            .ConfigureAwait(context.ContinueOnCapturedContext);
        return lease.IsAcquired
            ? await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext)
            : Outcome.FromException<TResult>(new RateLimiterRejectedException());
    }
}
