using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Refuses timings that cannot work together. The delays between attempts may outlast the whole request, as in the package.</summary>
internal sealed class StandardTimingValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        ValidateOptionsResultBuilder result = new();
        TimeSpan total = options.TotalRequestTimeout.Timeout;
        TimeSpan attempt = options.AttemptTimeout.Timeout;
        TimeSpan sampling = options.CircuitBreaker.SamplingDuration;

        if (attempt > total)
        {
            result.AddError($"One attempt may take {attempt}, but the whole request only {total}.", nameof(options.AttemptTimeout));
        }

        if (sampling < attempt * 2)
        {
            result.AddError($"The circuit breaker samples {sampling}; with attempts of up to {attempt} it needs at least {attempt * 2}.", nameof(options.CircuitBreaker));
        }

        return result.Build();
    }
}
