using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

public static class HttpResiliencePipelineBuilderExtensions
{
    /// <summary>One pipeline for each scheme, host and port: an open circuit to one server does not stop calls to another.</summary>
    public static IHttpResiliencePipelineBuilder SelectPipelineByAuthority(this IHttpResiliencePipelineBuilder builder) =>
        builder.SelectPipelineBy(_ => PipelineSelection.Authority);

    /// <summary>One pipeline for each answer of the selector. Answers are kept for ever: few, and nothing personal.</summary>
    public static IHttpResiliencePipelineBuilder SelectPipelineBy(
        this IHttpResiliencePipelineBuilder builder, Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(selectorFactory);
        builder.Services.SelectInstances(builder.PipelineName, selectorFactory);
        return builder;
    }

    internal static void SelectInstances(
        this IServiceCollection services, string pipelineName, Func<IServiceProvider, Func<HttpRequestMessage, string>> selectorFactory) =>
        services.AddOptions<PipelineSelection>(pipelineName)
            .Configure<IServiceProvider>((selection, provider) => selection.InstanceOf = selectorFactory(provider));
}
