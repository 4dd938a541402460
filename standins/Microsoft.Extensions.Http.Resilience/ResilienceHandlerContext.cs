using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly.Registry;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>What a pipeline may be configured from.</summary>
public sealed class ResilienceHandlerContext
{
    private readonly ConfigureBuilderContext<PipelineKey> registry;

    internal ResilienceHandlerContext(ConfigureBuilderContext<PipelineKey> registry, IServiceProvider services)
    {
        this.registry = registry;
        ServiceProvider = services;
    }

    public IServiceProvider ServiceProvider { get; }

    /// <summary>The name of the pipeline: the client's and the handler's, joined by a hyphen.</summary>
    public string BuilderName => registry.PipelineKey.Name;

    /// <summary>What SelectPipelineBy answered; empty without it.</summary>
    public string InstanceName => registry.PipelineKey.InstanceName;

    /// <summary>Builds the pipeline anew whenever these options change.</summary>
    public void EnableReloads<TOptions>(string? name = null)
    {
        name ??= Options.Options.DefaultName;
        CancellationTokenSource changed = new();
        IDisposable? subscription = ServiceProvider.GetRequiredService<IOptionsMonitor<TOptions>>().OnChange((_, which) =>
        {
            if (which == name)
            {
                changed.Cancel();
            }
        });
        registry.AddReloadToken(changed.Token);
        registry.OnPipelineDisposed(() => subscription?.Dispose());
    }

    public TOptions GetOptions<TOptions>(string? name = null) =>
        ServiceProvider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    public void OnPipelineDisposed(Action callback) => registry.OnPipelineDisposed(callback);
}
