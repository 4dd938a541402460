using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

public class DefaultDurableTaskWorkerBuilder : IDurableTaskWorkerBuilder
{
    private Type? buildTarget;

    public DefaultDurableTaskWorkerBuilder(string? name, IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Name = name ?? Extensions.Options.Options.DefaultName;
        Services = services;
    }

    public string Name { get; }

    public IServiceCollection Services { get; }

    /// <exception cref="ArgumentException">The class is abstract or no <see cref="DurableTaskWorker"/>.</exception>
    public Type? BuildTarget
    {
        get => buildTarget;
        set => buildTarget = value is null || (value.IsClass && !value.IsAbstract && value.IsAssignableTo(typeof(DurableTaskWorker)))
            ? value
            : throw new ArgumentException($"'{value}' cannot be built: a class that is not abstract and derives from '{typeof(DurableTaskWorker)}' is needed.", nameof(value));
    }

    /// <summary>Builds the target from the services; its constructor is also offered this builder's name and its tasks' factory.</summary>
    /// <exception cref="InvalidOperationException">No target is chosen.</exception>
    public IHostedService Build(IServiceProvider serviceProvider)
    {
        Type target = buildTarget ?? throw new InvalidOperationException($"The worker '{Name}' has no build target; name one with UseBuildTarget.");
        DurableTaskRegistry registry = serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Name);
        return (IHostedService)ActivatorUtilities.CreateInstance(serviceProvider, target, Name, new DurableTaskFactory(registry));
    }
}
