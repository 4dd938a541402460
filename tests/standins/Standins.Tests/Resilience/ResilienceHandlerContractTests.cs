using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using static LipServerless.Standins.Tests.Resilience.ScriptedServer;

// Some of what is tested here is experimental in the package, too.
#pragma warning disable EXTEXP0001

namespace LipServerless.Standins.Tests.Resilience;

public class ResilienceHandlerContractTests
{
    [Fact]
    public async Task AddResilienceHandler_Strategies_RunInTheOrderAdded()
    {
        using Setup setup = new(new ScriptedServer(Hangs));
        setup.Client.AddResilienceHandler("own", pipeline => pipeline
            .AddTimeout(TimeSpan.FromSeconds(5))
            .AddRetry(new HttpRetryStrategyOptions()));

        var sending = setup.SendAsync();
        await setup.Server.ArrivalAsync();
        setup.Clock.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => sending);
        Assert.Equal(1, setup.Server.Received);
    }

    [Fact]
    public void AddResilienceHandler_Context_KnowsNamesAndServices()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        List<string> seen = [];
        var builder = setup.Client.AddResilienceHandler("own", (pipeline, context) =>
            seen.Add($"{pipeline.Name} {context.BuilderName} [{context.InstanceName}] {context.ServiceProvider.GetService<IHttpClientFactory>() is not null}"));

        setup.CreateClient();

        Assert.Equal("api-own", builder.PipelineName);
        Assert.Equal(["api-own api-own [] True"], seen);
    }

    [Fact]
    public async Task SelectPipelineBy_Selector_MakesOneInstanceForEachAnswer()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        List<string> built = [];
        setup.Client.AddResilienceHandler("own", (_, context) => built.Add(context.InstanceName))
            .SelectPipelineBy(_ => request => request.Method.Method);

        await setup.SendAsync(HttpMethod.Get);
        await setup.SendAsync(HttpMethod.Post);
        await setup.SendAsync(HttpMethod.Get);

        Assert.Equal(["GET", "POST"], built);
    }

    [Fact]
    public async Task AddResilienceHandler_Twice_MultipliesAttempts()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.BadGateway)));
        setup.Client.AddResilienceHandler("a", AddOneRetry);
        setup.Client.AddResilienceHandler("b", AddOneRetry);

        await setup.SendAsync();

        Assert.Equal(4, setup.Server.Received);
    }

    [Fact]
    public async Task RemoveAllResilienceHandlers_AfterDefaults_LeavesOnlyLaterOnes()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.BadGateway)));
        setup.Client.AddResilienceHandler("a", AddOneRetry);
        setup.Client.RemoveAllResilienceHandlers();
        setup.Client.AddResilienceHandler("b", AddOneRetry);

        await setup.SendAsync();

        Assert.Equal(2, setup.Server.Received);
    }

    [Fact]
    public async Task Send_CallersContext_IsUsedAndStays()
    {
        ResilienceContext? seen = null;
        HttpRequestMessage? inContext = null;
        using Setup setup = new(new ScriptedServer((request, _) =>
        {
            seen = request.GetResilienceContext();
            inContext = seen?.GetRequestMessage();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }));
        setup.Client.AddResilienceHandler("own", AddOneRetry);
        var context = ResilienceContextPool.Shared.Get();
        using HttpRequestMessage request = new(HttpMethod.Get, "");
        request.SetResilienceContext(context);

        await setup.CreateClient().SendAsync(request);

        Assert.Same(context, seen);
        Assert.Same(request, inContext);
        Assert.Same(context, request.GetResilienceContext());
    }

    [Fact]
    public async Task Send_WithoutContext_LeavesNoneBehind()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        setup.Client.AddResilienceHandler("own", AddOneRetry);
        using HttpRequestMessage request = new(HttpMethod.Get, "");

        await setup.CreateClient().SendAsync(request);

        Assert.Null(request.GetResilienceContext());
    }

    [Fact]
    public void Send_Synchronously_RetriesToo()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.OK)));
        setup.Client.AddResilienceHandler("own", AddOneRetry);
        using HttpRequestMessage request = new(HttpMethod.Get, "");

        using var response = setup.CreateClient().Send(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, setup.Server.Received);
    }

    [Fact]
    public async Task Handler_WithAPipelineOfOnesOwn_WorksWithoutServices()
    {
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new();
        AddOneRetry(builder);
        ScriptedServer server = new(Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.OK));
        using HttpClient client = new(new ResilienceHandler(builder.Build()) { InnerHandler = server });

        using var response = await client.GetAsync(new Uri("https://api.test/"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void IsTransient_ConnectTimeout_CountsOnlyWithTheTokenAndUnlessTheCallerGaveUp()
    {
        var outcome = Outcome.FromException<HttpResponseMessage>(
            new TaskCanceledException("connect", new TimeoutException()) { Source = "System.Private.CoreLib" });

        Assert.False(HttpClientResiliencePredicates.IsTransient(outcome));
        Assert.True(HttpClientResiliencePredicates.IsTransient(outcome, CancellationToken.None));
        Assert.False(HttpClientResiliencePredicates.IsTransient(outcome, new CancellationToken(canceled: true)));
    }

    private static void AddOneRetry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline) => pipeline.AddRetry(
        new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome)),
        });
}
