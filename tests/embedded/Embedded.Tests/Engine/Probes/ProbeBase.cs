using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace LipServerless.Embedded.Tests.Engine.Probes;

/// <summary>Probes of behaviour run on every store.</summary>
public abstract class ProbeBase : IAsyncLifetime
{
    private readonly List<TestHub> hubs = [];
    private readonly Lazy<IHubStore> store;

    private protected ProbeBase(Func<IHubStore> store) => this.store = new Lazy<IHubStore>(store);

    private protected IHubStore Store => store.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    private protected async Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> tasks, VirtualClock? clock = null, Action<IServiceCollection>? services = null, Action<EmbeddedDurableTaskOptions>? options = null)
    {
        var hub = await TestHub.StartAsync(Store, tasks, clock, services, options);
        hubs.Add(hub);
        return hub;
    }
}
