using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Microsoft.Extensions.Http.Resilience;

[Experimental(DiagnosticIds.Experiment, UrlFormat = DiagnosticIds.UrlFormat)]
public static class HttpRetryStrategyOptionsExtensions
{
    /// <summary>No second attempt for methods that may change something: POST, PUT, PATCH, DELETE and CONNECT.</summary>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) =>
        options.DisableFor(HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Connect);

    /// <summary>Narrows what the options handle at this moment; a later change of ShouldHandle undoes it.</summary>
    /// <exception cref="ArgumentException">No method is given.</exception>
    public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.ShouldHandle, nameof(options));
        ArgumentNullException.ThrowIfNull(methods);
        if (methods.Length == 0)
        {
            throw new ArgumentException("Name at least one method that shall not be retried.", nameof(methods));
        }

        var inner = options.ShouldHandle;
        options.ShouldHandle = async args =>
        {
            HttpRequestMessage? request = args.Outcome.Result?.RequestMessage ?? args.Context.GetRequestMessage();
            return await inner(args).ConfigureAwait(args.Context.ContinueOnCapturedContext)
                && (request is null || !methods.Contains(request.Method));
        };
    }
}
