using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Which outcomes of a request are worth another attempt.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>
    /// True for status 500 and above, 408 and 429, for <see cref="HttpRequestException"/> and for an attempt that
    /// Polly ended (<see cref="TimeoutRejectedException"/>).
    /// </summary>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } response } => response.StatusCode
            is >= HttpStatusCode.InternalServerError
            or HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests,
        _ => false,
    };

    /// <summary>As above, and also when the connection could not be made in time, unless the caller gave up itself.</summary>
    [Experimental(DiagnosticIds.Experiment, UrlFormat = DiagnosticIds.UrlFormat)]
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        IsTransient(outcome) || IsConnectTimeout(outcome, cancellationToken);

    // SocketsHttpHandler reports its ConnectTimeout so; HttpClient's own timeout is thrown outside the handlers.
    private static bool IsConnectTimeout(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && outcome.Exception is OperationCanceledException { Source: "System.Private.CoreLib", InnerException: TimeoutException };
}
