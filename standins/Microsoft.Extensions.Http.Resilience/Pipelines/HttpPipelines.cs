using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Registry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>
/// All pipelines of an application. Each is built at its first use from the services' <see cref="ResiliencePipelineBuilder"/>,
/// whose clock it therefore follows: the system's, unless a test registers another builder.
/// </summary>
internal sealed class HttpPipelines : IDisposable
{
    private readonly ResiliencePipelineRegistry<PipelineKey> registry;
    private readonly IOptionsMonitor<PipelineSelection> selections;

    public HttpPipelines(IServiceProvider services, IOptions<PipelineDefinitions> definitions, IOptionsMonitor<PipelineSelection> selections)
    {
        this.selections = selections;
        registry = new ResiliencePipelineRegistry<PipelineKey>(new ResiliencePipelineRegistryOptions<PipelineKey>
        {
            BuilderFactory = services.GetRequiredService<ResiliencePipelineBuilder>,
            BuilderComparer = new PipelineKey.ByName(),
            BuilderNameFormatter = key => key.Name,
            InstanceNameFormatter = key => key.InstanceName,
        });
        foreach (var (name, configure) in definitions.Value.ByName)
        {
            registry.TryAddBuilder<HttpResponseMessage>(
                new PipelineKey(name, string.Empty),
                (builder, context) => configure(builder, new ResilienceHandlerContext(context, services)));
        }
    }

    /// <summary>The handler of a pipeline. Without a selection the pipeline is built here, so that faults show when a client is made.</summary>
    public ResilienceHandler CreateHandler(string name)
    {
        if (selections.Get(name).InstanceOf is not { } instanceOf)
        {
            return new ResilienceHandler(Get(name, string.Empty));
        }

        return new ResilienceHandler(request => Get(name, instanceOf(request)));
    }

    public void Dispose() => registry.Dispose();

    private ResiliencePipeline<HttpResponseMessage> Get(string name, string instance) =>
        registry.GetPipeline<HttpResponseMessage>(new PipelineKey(name, instance));
}
