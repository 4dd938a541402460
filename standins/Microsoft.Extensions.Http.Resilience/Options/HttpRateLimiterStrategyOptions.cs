using Polly.RateLimiting;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>1000 requests at once and no queue unless set.</summary>
public class HttpRateLimiterStrategyOptions : RateLimiterStrategyOptions
{
}
