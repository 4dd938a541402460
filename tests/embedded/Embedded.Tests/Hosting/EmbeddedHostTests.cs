using LipServerless.Embedded.Hosting;
using LipServerless.Embedded.Tests.Hosting.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.Embedded.Tests.Hosting;

public class EmbeddedHostTests
{
    [Fact]
    public async Task StartAsync_SeveralInOneProcess_AnswerAtTheirOwnAddresses()
    {
        await using var one = await SampleHost.StartAsync(typeof(HttpSamples));
        await using var two = await SampleHost.StartAsync(typeof(HttpSamples));

        Assert.NotEqual(one.Host.Address, two.Host.Address);
        Assert.Equal("Guten Tag, A", await one.Http.GetStringAsync("hello/A"));
        Assert.Equal("Guten Tag, B", await two.Http.GetStringAsync("hello/B"));
    }

    [Fact]
    public async Task StartAsync_PortIsTaken_SaysSo()
    {
        await using var one = await SampleHost.StartAsync(typeof(HttpSamples));

        var error = await Assert.ThrowsAsync<EmbeddedHostException>(
            () => SampleHost.StartAsync(o => o with { Port = one.Host.Address.Port }, typeof(HttpSamples)));

        Assert.Contains($"Port {one.Host.Address.Port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Composition_KnowsTheAddressBeforehand()
    {
        Uri? told = null;
        await using var sample = await SampleHost.StartAsync(
            o => o with { Application = (_, context) => told = context.Address }, typeof(HttpSamples));

        Assert.Equal(sample.Host.Address, told);
    }

    [Fact]
    public async Task StartAsync_FaultyFunction_IsRefused()
    {
        var error = await Assert.ThrowsAsync<EmbeddedHostException>(
            () => SampleHost.StartAsync(typeof(Functions.FunctionRulesTests.Faulty)));

        Assert.Contains("F1 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FunctionNeedsAnUnknownService_IsRefused()
    {
        var error = await Assert.ThrowsAsync<EmbeddedHostException>(() => SampleHost.StartAsync(typeof(NeedsUnknown)));

        Assert.Contains("NeedsUnknown needs a Unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ServiceTakesTheDurableClient_IsRefused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => SampleHost.StartAsync(
            o => o with { Application = (app, _) => app.Services.AddSingleton<TakesClient>() }, typeof(HttpSamples)));

    [Fact]
    public async Task StartAsync_FunctionTakesADurableClientWithoutAnEngine_IsRefused()
    {
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<EmbeddedHostException>(() => EmbeddedHost.StartAsync(new EmbeddedHostOptions
        {
            FunctionAssemblies = [],
            FunctionTypes = [typeof(HttpSamples)],
            WorkspaceFolder = folder.Path,
            Port = 0,
            Application = (app, _) => app.Services.AddSingleton<Recorder>(),
        }));

        Assert.Contains("no durable engine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ClientFromItsProvider_IsSecludedAndDisposedWithTheHost()
    {
        using var folder = new TemporaryFolder();
        var client = new FakeDurableTaskClient("provided");
        await using (var host = await EmbeddedHost.StartAsync(new EmbeddedHostOptions
        {
            FunctionAssemblies = [],
            FunctionTypes = [],
            WorkspaceFolder = folder.Path,
            Port = 0,
            Platform = (services, _) =>
            {
                services.AddSingleton<IDurableTaskClientProvider>(new Provider(client));
                services.AddSingleton(s => s.GetRequiredService<IDurableTaskClientProvider>().GetClient());
            },
        }))
        {
            Assert.Same(client, host.DurableClient);
            Assert.Null(host.Services.GetService<DurableTaskClient>());
            Assert.Null(host.Services.GetService<IDurableTaskClientProvider>());
            Assert.False(client.IsDisposed);
        }

        Assert.True(client.IsDisposed);
    }

    [Fact]
    public async Task DisposeAsync_RequestInProgress_IsAnsweredFirst()
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var sample = await SampleHost.StartAsync(
            o => o with
            {
                Application = (app, _) => app.UseMiddleware(async (_, next) =>
                {
                    entered.SetResult();
                    await leave.Task;
                    await next();
                }),
            },
            typeof(HttpSamples));
        using var http = new HttpClient { BaseAddress = sample.Host.Address };
        var answer = http.GetStringAsync("hello");
        await entered.Task;

        var stopped = sample.DisposeAsync().AsTask();
        await sample.Host.WaitForShutdownAsync();
        leave.SetResult();

        Assert.Equal("Guten Tag, Welt", await answer);
        await stopped;
    }

    public class Unknown;

    public class NeedsUnknown(Unknown unknown)
    {
        [Function("NeedsUnknown")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) => Results.Text($"{unknown}");
    }

    private sealed class TakesClient(DurableTaskClient client)
    {
        public override string ToString() => client.Name;
    }

    private sealed class Provider(DurableTaskClient client) : IDurableTaskClientProvider
    {
        public DurableTaskClient GetClient(string? name = null) => client;
    }
}
