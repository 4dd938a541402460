using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Refuses timings that cannot work together.</summary>
internal sealed class StandardTimingValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        TimeSpan total = options.TotalRequestTimeout.Timeout;
        TimeSpan attempt = options.AttemptTimeout.Timeout;
        TimeSpan sampling = options.CircuitBreaker.SamplingDuration;
        TimeSpan delays = SumOfDelays(options.Retry);

        if (attempt > total)
        {
            result.AddError($"One attempt may take {attempt}, but the whole request only {total}.", nameof(options.AttemptTimeout));
        }

        if (sampling < attempt * 2)
        {
            result.AddError($"The circuit breaker samples {sampling}; with attempts of up to {attempt} it needs at least {attempt * 2}.", nameof(options.CircuitBreaker));
        }

        if (delays > total)
        {
            result.AddError($"The delays between attempts add up to {delays}, but the whole request may take only {total}.", nameof(options.Retry));
        }

        return result.Build();
    }

    /// <summary>Without jitter and without <see cref="RetryStrategyOptions{TResult}.MaxDelay"/>, as the package reckons.</summary>
    private static TimeSpan SumOfDelays(HttpRetryStrategyOptions retry)
    {
        double n = retry.MaxRetryAttempts;
        double units = retry.BackoffType switch
        {
            DelayBackoffType.Linear => n * (n + 1) / 2,
            DelayBackoffType.Exponential => Math.Pow(2, n) - 1,
            _ => n,
        };
        double ticks = retry.Delay.Ticks * units;
        return ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : TimeSpan.MaxValue;
    }
}
