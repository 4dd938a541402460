using LipServerless.Embedded.Engine.Hub;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Embedded.Engine;

/// <summary>Starts and stops the engine with its host. The start ends only when this process owns the hub: later services serve no one before.</summary>
internal sealed class EngineService(HubEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
