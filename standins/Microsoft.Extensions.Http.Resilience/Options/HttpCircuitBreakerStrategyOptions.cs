using Polly.CircuitBreaker;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Opens for 5 seconds when of at least 100 calls within 30 seconds 10 % end transiently.</summary>
public class HttpCircuitBreakerStrategyOptions : CircuitBreakerStrategyOptions<HttpResponseMessage>
{
    public HttpCircuitBreakerStrategyOptions()
    {
#pragma warning disable EXTEXP0001 // The package's own default uses its experimental predicate.
        ShouldHandle = args => new ValueTask<bool>(HttpClientResiliencePredicates.IsTransient(args.Outcome, args.Context.CancellationToken));
#pragma warning restore EXTEXP0001
    }
}
