using LipServerless.Embedded.Engine.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Embedded.Engine;

/// <summary>Starts and stops the engine with its host. The start ends only when this process owns the hub: later services serve no one before.</summary>
internal sealed class EngineService(HubEngine engine, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Whoever has lost the hub must not answer for it: the process ends, and whoever watches it starts it anew, as a standby.
        engine.OwnershipLost.Register(() =>
        {
            Environment.ExitCode = 1;
            services.GetService<IHostApplicationLifetime>()?.StopApplication();
        });
        await engine.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
