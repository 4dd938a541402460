using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>
/// The durable client out of the application's reach: the worker gives it to functions only as a [DurableClient] parameter, so
/// neither a constructor nor a service provider may yield it here.
/// </summary>
internal sealed class SecludedDurableClient : IAsyncDisposable
{
    private readonly bool isOwn;

    private SecludedDurableClient(DurableTaskClient client, bool isOwn)
    {
        Client = client;
        this.isOwn = isOwn;
    }

    public DurableTaskClient Client { get; }

    /// <summary>Takes the client's registrations out of the services and leaves only itself.</summary>
    public static void Seclude(IServiceCollection services)
    {
        var client = Take(services, typeof(DurableTaskClient));
        var provider = Take(services, typeof(IDurableTaskClientProvider));
        if (client is not null)
        {
            services.AddSingleton(s => new SecludedDurableClient(
                (DurableTaskClient)Create(client, new WithProvider(s, provider)), client.ImplementationInstance is null));
        }
    }

    public ValueTask DisposeAsync() => isOwn ? Client.DisposeAsync() : ValueTask.CompletedTask;

    private static ServiceDescriptor? Take(IServiceCollection services, Type type)
    {
        var found = services.LastOrDefault(d => d.ServiceType == type && !d.IsKeyedService);
        foreach (var descriptor in services.Where(d => d.ServiceType == type).ToList())
            services.Remove(descriptor);
        return found;
    }

    private static object Create(ServiceDescriptor descriptor, IServiceProvider services) =>
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(services)
        ?? ActivatorUtilities.CreateInstance(services, descriptor.ImplementationType!);

    /// <summary>The services as they were for whoever makes the client.</summary>
    private sealed class WithProvider(IServiceProvider inner, ServiceDescriptor? provider) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IDurableTaskClientProvider) && provider is not null
            ? Create(provider, inner)
            : inner.GetService(serviceType);
    }
}
