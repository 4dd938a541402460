using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>30 seconds unless set.</summary>
public class HttpTimeoutStrategyOptions : TimeoutStrategyOptions
{
}
