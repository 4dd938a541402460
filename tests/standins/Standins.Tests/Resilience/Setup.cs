using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace LipServerless.Standins.Tests.Resilience;

/// <summary>A client named "api" in front of a scripted server, its pipelines on a manual clock.</summary>
internal sealed class Setup : IDisposable
{
    private static readonly Uri Address = new("https://api.test/");

    // By the system's clock: what waits on the manual one for ever fails its test instead of hanging it.
    private readonly CancellationTokenSource ended = new(TimeSpan.FromSeconds(30));
    private readonly List<Task> sent = [];
    private ServiceProvider? provider;

    public Setup(ScriptedServer server)
    {
        Server = server;
        Services.AddTransient(_ => new ResiliencePipelineBuilder { TimeProvider = Clock });
        Client = Services.AddHttpClient("api", client => client.BaseAddress = Address).ConfigurePrimaryHttpMessageHandler(() => server);
    }

    public ManualClock Clock { get; } = new();

    public ScriptedServer Server { get; }

    public ServiceCollection Services { get; } = [];

    public IHttpClientBuilder Client { get; }

    public ServiceProvider Provider => provider ??= Services.BuildServiceProvider();

    /// <summary>The standard handler without jitter, so that delays can be foretold.</summary>
    public static Setup Standard(ScriptedServer server, Action<HttpStandardResilienceOptions>? configure = null)
    {
        Setup setup = new(server);
        setup.Client.AddStandardResilienceHandler(options =>
        {
            options.Retry.UseJitter = false;
            configure?.Invoke(options);
        });
        return setup;
    }

    public HttpClient CreateClient() => Provider.GetRequiredService<IHttpClientFactory>().CreateClient("api");

    public Task<HttpResponseMessage> SendAsync(HttpMethod? method = null, string address = "", HttpContent? content = null, CancellationToken cancellationToken = default)
    {
        HttpRequestMessage request = new(method ?? HttpMethod.Get, address) { Content = content };
        Task<HttpResponseMessage> sending = SendLinkedAsync(request, cancellationToken);
        sent.Add(sending);
        return sending;
    }

    /// <summary>Pipelines wait on their clock for what is under way before they are disposed; this clock would stand still for ever.</summary>
    public void Dispose()
    {
        ended.Cancel();
        if (Task.WhenAll(sent).ContinueWith(_ => { }, TaskScheduler.Default).Wait(TimeSpan.FromSeconds(30)))
        {
            provider?.Dispose();
        }

        ended.Dispose();
    }

    private async Task<HttpResponseMessage> SendLinkedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended.Token);
        return await CreateClient().SendAsync(request, either.Token);
    }
}
