using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Client;
using LipServerless.Embedded.Engine.Hub;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LipServerless.Embedded.Engine;

/// <summary>Adds the embedded durable engine to a host.</summary>
public static class EmbeddedDurableTask
{
    /// <summary>
    /// Adds a hosted service that runs orchestrations and activities in this process, a <see cref="DurableTaskClient"/> for them, and
    /// <see cref="IEmbeddedEngine"/>. The host's start waits until this process owns the task hub. Durable time is
    /// <see cref="ProcessClock"/> from the services (by default the system's).
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Chooses the store; may register tasks with <see cref="EmbeddedDurableTaskOptions.AddTasks"/>.</param>
    /// <param name="register">Registers tasks, with the callback the real worker's <c>AddTasks</c> takes.</param>
    public static IServiceCollection AddEmbeddedDurableTask(
        this IServiceCollection services, Action<EmbeddedDurableTaskOptions> configure, Action<DurableTaskRegistry>? register = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<EmbeddedDurableTaskOptions>().Configure(options =>
        {
            configure(options);
            if (register is not null)
                options.AddTasks(register);
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new ProcessClock(TimeProvider.System));
        services.TryAddSingleton(Build);
        services.TryAddSingleton<IEmbeddedEngine>(provider => provider.GetRequiredService<HubEngine>());
        services.TryAddSingleton<DurableTaskClient>(provider => new EmbeddedDurableTaskClient(provider.GetRequiredService<HubEngine>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EngineService>());
        return services;
    }

    private static HubEngine Build(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EmbeddedDurableTaskOptions>>().Value;
        if (options.Store is not { } store)
            throw new InvalidOperationException("The embedded engine has no store; call UseInMemoryStore or UseTables on its options.");

        // Tasks registered as for the real worker (ConfigureDurableWorker().AddTasks) count too.
        var registry = provider.GetService<IOptionsMonitor<DurableTaskRegistry>>()?.CurrentValue ?? new DurableTaskRegistry();
        foreach (var register in options.Tasks)
            register(registry);
        return new HubEngine(
            store(provider),
            new HubSettings
            {
                Converter = options.DataConverter ?? provider.GetService<DataConverter>() ?? JsonDataConverter.Default,
                LongestTimer = options.MaximumTimerInterval,
                DefaultVersion = options.DefaultVersion,
                Versioning = options.Versioning,
                ActivitiesAtOnce = options.MaximumConcurrentActivities,
                WarmInstances = options.MaximumWarmInstances,
                DrainTime = options.DrainTime,
            },
            options.Ownership?.Invoke(provider),
            provider.GetRequiredService<ProcessClock>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            registry,
            provider,
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
    }
}
