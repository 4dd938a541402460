using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting.Functions;
using LipServerless.Embedded.Hosting.Http;
using LipServerless.Embedded.Hosting.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting;

/// <summary>
/// A running embedded host: the application's functions on Kestrel and on timers, without the Functions host. Several may run in one
/// process. Disposing of it stops it: timers first, then requests in progress are waited for, then services stop.
/// </summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private static readonly TimeSpan LongestDisposal = TimeSpan.FromSeconds(1);

    private readonly WebApplication app;
    private readonly TimerFunctions timers;
    private readonly TimeSpan shutdownTimeout;
    private int stops;

    private EmbeddedHost(
        WebApplication app,
        TimerFunctions timers,
        EmbeddedHostContext context,
        FunctionKeys keys,
        IReadOnlyList<FunctionShape> functions,
        TimeSpan shutdownTimeout)
    {
        this.app = app;
        this.timers = timers;
        this.shutdownTimeout = shutdownTimeout;
        Address = context.Address;
        Clock = context.Clock;
        Keys = keys;
        Functions = functions;
    }

    /// <summary>Where it answers, for instance http://127.0.0.1:7071/.</summary>
    public Uri Address { get; }

    /// <summary>The keys of its functions.</summary>
    public FunctionKeys Keys { get; }

    /// <summary>The process clock it follows.</summary>
    public ProcessClock Clock { get; }

    /// <summary>The functions it serves, disabled ones left out.</summary>
    public IReadOnlyList<FunctionShape> Functions { get; }

    /// <summary>The application's services. The durable client is not among them (see <see cref="DurableClient"/>).</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>The durable client that functions get as a parameter.</summary>
    /// <exception cref="InvalidOperationException">The host was composed without a durable engine.</exception>
    public DurableTaskClient DurableClient => app.Services.GetService<SecludedDurableClient>()?.Client
        ?? throw new InvalidOperationException("This host has no durable engine.");

    /// <summary>Composes and starts a host; it answers as soon as this has completed. The process clock stands still meanwhile.</summary>
    /// <exception cref="EmbeddedHostException">
    /// The port is taken, a function breaks a rule, a setting is missing …; the message says what to do.
    /// </exception>
    public static async Task<EmbeddedHost> StartAsync(EmbeddedHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var starting = options.Clock.Hold();
        using var listener = LoopbackListener.Open(options.Port);
        var composition = EmbeddedHostComposition.Compose(options, listener);
        try
        {
            var (app, context) = (composition.App, composition.Context);
            var functions = EnabledFunctions(composition);
            FunctionDependencies.Check(functions, app.Services);
            var keys = FunctionKeys.Open(
                Path.Combine(context.WorkspaceFolder, "keys.json"),
                functions.Where(f => f.Http is { Level: not AuthorizationLevel.Anonymous }).Select(f => f.Name));
            var bindings = functions.Select(f => new FunctionBinding(f)).ToList();
            var pipeline = new FunctionPipeline(composition.Middleware, app.Services.GetService<SecludedDurableClient>()?.Client);
            new HttpFunctions(pipeline, keys, context.Clock, app.Services.GetRequiredService<ILogger<HttpFunctions>>())
                .Map(app, HostJson.Read(options.HostJsonPath).RoutePrefix, bindings.Where(b => b.Shape.Http is not null));
            var schedules = new TimerFunctions(
                bindings.Where(b => b.Shape.Timer is not null),
                pipeline,
                new TimerStore(Path.Combine(context.WorkspaceFolder, "timers")),
                context.Clock,
                app.Services);

            await app.StartAsync(cancellationToken);
            await schedules.StartAsync();
            return new EmbeddedHost(app, schedules, context, keys, functions, options.ShutdownTimeout);
        }
        catch
        {
            await composition.App.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the host stops, be it by <see cref="StopAsync"/> or because one of its services failed.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops in order; what is in progress is waited for, up to the options' time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref stops) > 1)
            return;

        // One budget for all of it, whoever of them hangs.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(shutdownTimeout);
        await timers.StopAsync(over.Token);
        await app.StopAsync(over.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await timers.DisposeAsync();
        try
        {
            // On a thread of its own: some dispose by blocking.
            await Task.Run(() => app.DisposeAsync().AsTask()).WaitAsync(LongestDisposal, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            // Something still runs and holds on to what it uses, as a mail that is being sent does for half a minute. It ends with the process.
        }
    }

    // The Functions host's own switch: AzureWebJobs.<name>.Disabled.
    private static List<FunctionShape> EnabledFunctions(EmbeddedHostComposition composition)
    {
        var log = composition.App.Services.GetRequiredService<ILogger<EmbeddedHost>>();
        var enabled = new List<FunctionShape>();
        foreach (var function in composition.Functions)
        {
            if (composition.Context.Settings[$"AzureWebJobs.{function.Name}.Disabled"] is "1" or "true" or "True")
                HostLog.FunctionDisabled(log, function.Name);
            else
                enabled.Add(function);
        }

        return enabled;
    }
}
