using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Tests.Engine.Support;

/// <summary>An engine over a store that may have had other engines before.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ServiceProvider services;

    private TestHub(ServiceProvider services, VirtualClock clock)
    {
        this.services = services;
        Clock = clock;
        Client = services.GetRequiredService<DurableTaskClient>();
        Engine = services.GetRequiredService<HubEngine>();
    }

    public VirtualClock Clock { get; }

    public DurableTaskClient Client { get; }

    public HubEngine Engine { get; }

    public static async Task<TestHub> StartAsync(
        IHubStore store,
        Action<DurableTaskRegistry> tasks,
        VirtualClock? clock = null,
        Action<IServiceCollection>? configure = null,
        Action<EmbeddedDurableTaskOptions>? options = null,
        bool start = true)
    {
        clock ??= new VirtualClock();
        ServiceCollection collection = new();
        collection.AddLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        collection.AddSingleton<ProcessClock>(clock);
        collection.AddEmbeddedDurableTask(
            o =>
            {
                o.UseStore(store);
                o.DrainTime = TimeSpan.FromSeconds(5);
                options?.Invoke(o);
            },
            tasks);
        configure?.Invoke(collection);
        var hub = new TestHub(collection.BuildServiceProvider(), clock);
        if (start)
            await hub.Engine.StartAsync(CancellationToken.None).WaitAsync(Patience);
        return hub;
    }

    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await EndOfAsync(id);
    }

    public async Task<OrchestrationMetadata> EndOfAsync(string id)
    {
        using var limit = new CancellationTokenSource(Patience);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
    }

    public async Task<OrchestrationMetadata> GetAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException("no such instance");

    /// <summary>Waits until nothing is queued and nothing runs.</summary>
    public Task IdleAsync() => Engine.WhenIdleAsync().WaitAsync(Patience);

    public async Task AdvanceAsync(TimeSpan distance)
    {
        await IdleAsync();
        await Clock.AdvanceAsync(distance);
        await IdleAsync();
    }

    /// <summary>Ends the engine as a host does.</summary>
    public async Task StopAsync()
    {
        foreach (var service in services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}
