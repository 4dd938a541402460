using LipServerless.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LipServerless.Standins.Tests.Functions;

public class FunctionsApplicationContractTests
{
    [Fact]
    public async Task StartAsync_StandIn_SaysThatThereIsNoFunctionsHost()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.ClearProviders();
        var started = new StartsNever();
        builder.Services.AddSingleton<IHostedService>(started);
        using var host = builder.Build();

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("no Azure Functions host", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("-p:AzureSdk=nuget", thrown.Message, StringComparison.Ordinal);
        Assert.False(started.Started);
    }

    [Fact]
    public void Build_Twice_Throws()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        using var host = builder.Build();

        Assert.Throws<InvalidOperationException>(() => builder.Build());
        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
    }

    [Fact]
    public void Build_RegisteredServicesAndOptions_CanBeResolved()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<WorkerOptions>(o => o.Capabilities["x"] = "y");
        using var host = builder.Build();

        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
        Assert.Equal("y", host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities["x"]);
    }

    [Fact]
    public void GetHttpContext_UnderThePackagesKey_ReturnsIt()
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new FakeFunctionContext(services);
        Assert.Null(context.GetHttpContext());

        var http = new DefaultHttpContext();
        context.Items["HttpRequestContext"] = http;

        Assert.Same(http, context.GetHttpContext());
        Assert.NotNull(context.GetLogger<FunctionsApplicationContractTests>());
        Assert.NotNull(context.GetLogger("category"));
    }

    private sealed class StartsNever : IHostedService
    {
        public bool Started { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Started = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
