using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// Three more attempts after 2, 4 and 8 seconds with jitter, for every method and every transient outcome; a
/// <c>Retry-After</c> header sets the delay instead.
/// </summary>
public class HttpRetryStrategyOptions : RetryStrategyOptions<HttpResponseMessage>
{
    private bool shouldRetryAfterHeader;

    public HttpRetryStrategyOptions()
    {
        BackoffType = DelayBackoffType.Exponential;
        UseJitter = true;
        ShouldRetryAfterHeader = true;
#pragma warning disable EXTEXP0001 // The package's own default uses its experimental predicate.
        ShouldHandle = args => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(args.Outcome, args.Context.CancellationToken));
#pragma warning restore EXTEXP0001
    }

    /// <summary>Setting it replaces <see cref="RetryStrategyOptions{TResult}.DelayGenerator"/>, also with null.</summary>
    public bool ShouldRetryAfterHeader
    {
        get => shouldRetryAfterHeader;
        set
        {
            shouldRetryAfterHeader = value;
            DelayGenerator = value ? args => new ValueTask<TimeSpan?>(AskedDelay(args.Outcome.Result?.Headers.RetryAfter)) : null;
        }
    }

    /// <summary>Null (the strategy's own delay) without a header, zero when its date has passed. A date counts from the system's clock.</summary>
    private static TimeSpan? AskedDelay(RetryConditionHeaderValue? header)
    {
        TimeSpan? delay = header?.Delta ?? (header?.Date - TimeProvider.System.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
