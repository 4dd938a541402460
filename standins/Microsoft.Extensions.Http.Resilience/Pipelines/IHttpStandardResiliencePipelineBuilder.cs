using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>Also the name of the pipeline's <see cref="HttpStandardResilienceOptions"/>.</summary>
    string PipelineName { get; }

    IServiceCollection Services { get; }
}

internal sealed record HttpStandardResiliencePipelineBuilder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;
