using System.Net;
using LipServerless.Embedded.Hosting.Functions;
using LipServerless.Embedded.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Embedded.Hosting;

/// <summary>The parts of a host before it starts.</summary>
internal sealed record EmbeddedHostComposition(
    WebApplication App,
    EmbeddedHostContext Context,
    IReadOnlyList<FunctionShape> Functions,
    IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware)
{
    public static EmbeddedHostComposition Compose(EmbeddedHostOptions options, LoopbackListener listener)
    {
        var functions = options.FunctionTypes is { } types ? FunctionCatalog.Of(types) : FunctionCatalog.In(options.FunctionAssemblies);
        var faults = FunctionRules.Check(functions, options.TaskNames);
        if (faults.Count > 0)
            throw new EmbeddedHostException("These functions would not run in the Functions host:\n" + string.Join('\n', faults));

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(EmbeddedHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        options.Settings(builder.Configuration);
        options.Logging(builder.Logging);
        var workspace = Directory.CreateDirectory(Path.GetFullPath(options.WorkspaceFolder)).FullName;
        var context = new EmbeddedHostContext(
            new Uri($"http://{IPAddress.Loopback}:{listener.Port}/"), builder.Configuration, workspace, options.Clock);

        var services = builder.Services;
        AddServer(builder, options, listener);
        services.AddSingleton(options.Clock);
        services.AddOptions<WorkerOptions>();
        // What the worker's ASP.NET Core integration brings along.
        services.AddMvcCore();
        options.Platform(services, context);
        var application = new EmbeddedApplicationBuilder(services);
        options.Application(application, context);
        SecludedDurableClient.Seclude(services);
        services.PostConfigure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize =
            Math.Min(kestrel.Limits.MaxRequestBodySize ?? long.MaxValue, options.MaximumRequestBytes));
        // Whoever starts the host decides when it ends; several may run in one process.
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        return new EmbeddedHostComposition(builder.Build(), context, functions, application.Middleware);
    }

    private static void AddServer(WebApplicationBuilder builder, EmbeddedHostOptions options, LoopbackListener listener)
    {
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, listener.Port);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => listener.HandOver());
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
