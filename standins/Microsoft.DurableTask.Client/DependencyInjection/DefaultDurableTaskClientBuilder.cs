using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    private Type? buildTarget;

    public string Name { get; } = name ?? Extensions.Options.Options.DefaultName;

    public IServiceCollection Services { get; } = services;

    /// <exception cref="ArgumentException">The class is abstract or no <see cref="DurableTaskClient"/>.</exception>
    public Type? BuildTarget
    {
        get => buildTarget;
        set => buildTarget = value is null || (!value.IsAbstract && value.IsSubclassOf(typeof(DurableTaskClient)))
            ? value
            : throw new ArgumentException($"'{value}' cannot be built: a class that is not abstract and derives from '{typeof(DurableTaskClient)}' is needed.", nameof(value));
    }

    /// <summary>Builds the target from the services; its constructor is also offered this builder's name as a string.</summary>
    /// <exception cref="InvalidOperationException">No target is chosen.</exception>
    public DurableTaskClient Build(IServiceProvider serviceProvider) => buildTarget is null
        ? throw new InvalidOperationException($"The client '{Name}' has no build target; name one with UseBuildTarget.")
        : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, buildTarget, Name);
}
