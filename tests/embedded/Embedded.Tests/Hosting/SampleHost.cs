using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Tests.Hosting;

/// <summary>An embedded host over sample functions, on a free port and in a folder of its own.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly TemporaryFolder? folder;

    private SampleHost(EmbeddedHost host, Recorder recorder, LogCapture log, TemporaryFolder? folder)
    {
        Host = host;
        Recorder = recorder;
        Log = log;
        this.folder = folder;
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public EmbeddedHost Host { get; }

    public HttpClient Http { get; }

    public Recorder Recorder { get; }

    public LogCapture Log { get; }

    public static Task<SampleHost> StartAsync(params Type[] functions) => StartAsync(o => o, functions);

    public static async Task<SampleHost> StartAsync(
        Func<EmbeddedHostOptions, EmbeddedHostOptions> adapt, params Type[] functions)
    {
        var own = new TemporaryFolder();
        var recorder = new Recorder();
        var log = new LogCapture();
        var options = adapt(new EmbeddedHostOptions
        {
            FunctionAssemblies = [],
            FunctionTypes = functions,
            WorkspaceFolder = own.Path,
            Port = 0,
            HostJsonPath = WriteHostJson(own, ""),
            Settings = settings => settings.AddInMemoryCollection([new("SampleSchedule", "0 30 * * * *")]),
        });
        var host = await EmbeddedHost.StartAsync(options with
        {
            Logging = logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log),
            Platform = (services, _) => services.AddSingleton<DurableTaskClient>(new FakeDurableTaskClient("hub")),
            Application = (app, context) =>
            {
                app.Services.AddSingleton(recorder);
                options.Application(app, context);
            },
        });
        return new SampleHost(host, recorder, log, own);
    }

    public static string WriteHostJson(TemporaryFolder folder, string prefix)
    {
        var path = folder.File("host.json");
        File.WriteAllText(path, $$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""");
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        folder?.Dispose();
    }
}
