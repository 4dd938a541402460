using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Worker;

public static class ServiceCollectionExtensions
{
    /// <summary>The builder of that name: made at the first call, the same one again at later calls.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null) =>
        AddWorker(services, name ?? Extensions.Options.Options.DefaultName, configure: null);

    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Extensions.Options.Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddWorker(services, name, configure);
        return services;
    }

    private static IDurableTaskWorkerBuilder AddWorker(
        IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);

        Dictionary<string, IDurableTaskWorkerBuilder> builders = BuildersOf(services);
        bool isNew = !builders.TryGetValue(name, out IDurableTaskWorkerBuilder? builder);
        builder ??= builders[name] = new DefaultDurableTaskWorkerBuilder(name, services);
        configure?.Invoke(builder);
        if (isNew)
        {
            Register(services, builder);
        }

        return builder;
    }

    private static void Register(IServiceCollection services, IDurableTaskWorkerBuilder builder)
    {
        services.AddOptions<DurableTaskWorkerOptions>(builder.Name).Configure<IServiceProvider>((options, provider) =>
        {
            if (!options.HasChosenConverter)
            {
                options.DataConverter = provider.GetService<DataConverter>()!;
            }
        });
        services.AddSingleton(builder.Build);
    }

    /// <summary>The builders live in the collection itself, so that each collection has its own.</summary>
    private static Dictionary<string, IDurableTaskWorkerBuilder> BuildersOf(IServiceCollection services)
    {
        if (services.Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<Builders>().FirstOrDefault() is not { } known)
        {
            known = new Builders();
            services.AddSingleton(known);
        }

        return known.ByName;
    }

    private sealed class Builders
    {
        public Dictionary<string, IDurableTaskWorkerBuilder> ByName { get; } = [];
    }
}
