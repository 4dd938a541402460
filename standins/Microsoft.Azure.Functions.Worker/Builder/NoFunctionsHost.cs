using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Ends the start of a worker that was built without the Functions packages.</summary>
internal sealed class NoFunctionsHost : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(
        "This build has no Azure Functions host: it was compiled against the project's stand-ins for the Functions packages. "
        + "Build with -p:AzureSdk=nuget and start it with `func start`, or start the embedded host instead "
        + "(`dotnet run --project embedded`).");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
