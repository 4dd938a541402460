using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.RateLimiting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Handlers add up: a client with two of them multiplies their attempts.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    private const string Standard = "standard";

    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, IConfigurationSection section) =>
        builder.AddStandardResilienceHandler().Configure(section);

    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) =>
        builder.AddStandardResilienceHandler().Configure(configure);

    /// <summary>
    /// Rate limiter, total timeout, retry, circuit breaker and attempt timeout, from the outermost to the innermost, under
    /// the name "{client}-standard". Every method is retried, POST too: see DisableForUnsafeHttpMethods. The client's own
    /// timeout is switched off. The options are checked when the host starts.
    /// </summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string name = PipelineName(builder, Standard);
        builder.Services.AddOptionsWithValidateOnStart<HttpStandardResilienceOptions, StandardRangesValidator>(name);
        builder.Services.AddOptionsWithValidateOnStart<HttpStandardResilienceOptions, StandardTimingValidator>(name);
        builder.ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        builder.AddResilienceHandler(Standard, (pipeline, context) =>
        {
            context.EnableReloads<HttpStandardResilienceOptions>(name);
            HttpStandardResilienceOptions options = context.GetOptions<HttpStandardResilienceOptions>(name);
            pipeline
                .AddStrategy(_ => new ConcurrencyLimitStrategy(options.RateLimiter.DefaultRateLimiterOptions), options.RateLimiter)
                .AddTimeout(options.TotalRequestTimeout)
                .AddRetry(options.Retry)
                .AddCircuitBreaker(options.CircuitBreaker)
                .AddTimeout(options.AttemptTimeout);
        });
        return new HttpStandardResiliencePipelineBuilder(name, builder.Services);
    }

    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder, string pipelineName, Action<ResiliencePipelineBuilder<HttpResponseMessage>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddResilienceHandler(pipelineName, (pipeline, _) => configure(pipeline));
    }

    /// <summary>Strategies run in the order they are added, the first outermost, under the name "{client}-{pipelineName}".</summary>
    public static IHttpResiliencePipelineBuilder AddResilienceHandler(
        this IHttpClientBuilder builder,
        string pipelineName,
        Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pipelineName);
        ArgumentNullException.ThrowIfNull(configure);

        string name = PipelineName(builder, pipelineName);
        builder.Services.TryAddTransient<ResiliencePipelineBuilder>();
        builder.Services.TryAddSingleton<HttpPipelines>();
        builder.Services.Configure<PipelineDefinitions>(definitions => definitions.ByName[name] = configure);
        builder.AddHttpMessageHandler(services => services.GetRequiredService<HttpPipelines>().CreateHandler(name));
        return new HttpResiliencePipelineBuilder(name, builder.Services);
    }

    /// <summary>Takes away what was added so far, also by ConfigureHttpClientDefaults.</summary>
    [Experimental(DiagnosticIds.Experiment, UrlFormat = DiagnosticIds.UrlFormat)]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureAdditionalHttpMessageHandlers((handlers, _) =>
        {
            foreach (ResilienceHandler handler in handlers.OfType<ResilienceHandler>().ToList())
            {
                handlers.Remove(handler);
            }
        });
    }

    private static string PipelineName(IHttpClientBuilder client, string handler) => $"{client.Name}-{handler}";
}
