using LipServerless.Embedded.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Load.Hosting;

/// <summary>The engine as hosts run it, through its public entry, and whoever calls it from outside.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stopping = new();
    private Task callers = Task.CompletedTask;

    private EngineHost(ServiceProvider services)
    {
        this.services = services;
        Client = services.GetRequiredService<DurableTaskClient>();
        Engine = services.GetRequiredService<IEmbeddedEngine>();
    }

    public DurableTaskClient Client { get; }

    public IEmbeddedEngine Engine { get; }

    public static async Task<EngineHost> StartAsync(
        Action<EmbeddedDurableTaskOptions> store,
        Action<DurableTaskRegistry> tasks,
        Func<DurableTaskClient, CancellationToken, Task>? callers = null)
    {
        ServiceCollection collection = new();
        collection.AddEmbeddedDurableTask(store, tasks);
        var host = new EngineHost(collection.BuildServiceProvider());
        foreach (var service in host.services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        if (callers is not null)
            host.callers = callers(host.Client, host.stopping.Token);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await callers;
        foreach (var service in services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
        stopping.Dispose();
    }
}
