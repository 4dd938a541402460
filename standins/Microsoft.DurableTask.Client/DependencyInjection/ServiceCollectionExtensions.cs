using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    /// <summary>The builder of that name: made at the first call, the same one again at later calls.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null) =>
        AddClient(services, name ?? Extensions.Options.Options.DefaultName, configure: null);

    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Extensions.Options.Options.DefaultName, configure);

    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        AddClient(services, name, configure);
        return services;
    }

    private static IDurableTaskClientBuilder AddClient(
        IServiceCollection services, string name, Action<IDurableTaskClientBuilder>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IDurableTaskClientProvider, DefaultDurableTaskClientProvider>();

        Dictionary<string, IDurableTaskClientBuilder> builders = BuildersOf(services);
        bool isNew = !builders.TryGetValue(name, out IDurableTaskClientBuilder? builder);
        builder ??= builders[name] = new DefaultDurableTaskClientBuilder(name, services);
        configure?.Invoke(builder);
        if (isNew)
        {
            Register(services, builder);
        }

        return builder;
    }

    private static void Register(IServiceCollection services, IDurableTaskClientBuilder builder)
    {
        services.AddOptions<DurableTaskClientOptions>(builder.Name).Configure<IServiceProvider>((options, provider) =>
        {
            if (!options.HasChosenConverter)
            {
                options.DataConverter = provider.GetService<DataConverter>()!;
            }
        });
        services.AddSingleton(provider => new NamedClient(builder.Build(provider)));

        // The default client can be injected by its type without being asked for; named ones cannot.
        if (builder.Name == Extensions.Options.Options.DefaultName)
        {
            builder.RegisterDirectly();
        }
    }

    /// <summary>The builders live in the collection itself, so that each collection has its own.</summary>
    private static Dictionary<string, IDurableTaskClientBuilder> BuildersOf(IServiceCollection services)
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
        public Dictionary<string, IDurableTaskClientBuilder> ByName { get; } = [];
    }
}
