using Polly;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>How each named pipeline is built. A later definition of the same name replaces the earlier one.</summary>
internal sealed class PipelineDefinitions
{
    public Dictionary<string, Action<ResiliencePipelineBuilder<HttpResponseMessage>, ResilienceHandlerContext>> ByName { get; } =
        new(StringComparer.Ordinal);
}
