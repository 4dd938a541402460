using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using static LipServerless.Standins.Tests.Resilience.ScriptedServer;

namespace LipServerless.Standins.Tests.Resilience;

/// <summary>Rate limiter, total timeout, retry, circuit breaker, attempt timeout: each within the one before.</summary>
public class StandardOrderContractTests
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Send_RequestWaitsForItsRetry_KeepsItsPermit()
    {
        using var setup = Setup.Standard(
            new ScriptedServer(Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.OK)),
            options => options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 1);

        var first = setup.SendAsync();
        var delay = await setup.Clock.NextWaitAsync(Total, Attempt);
        await Assert.ThrowsAsync<RateLimiterRejectedException>(() => setup.SendAsync());
        Assert.Equal(1, setup.Server.Received);

        setup.Clock.Advance(delay);
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await setup.SendAsync()).StatusCode);
    }

    [Fact]
    public async Task Send_AttemptHangs_IsEndedAndTriedAgain()
    {
        using var setup = Setup.Standard(new ScriptedServer(Hangs, Status(HttpStatusCode.OK)));

        var sending = setup.SendAsync();
        await setup.Server.ArrivalAsync();
        setup.Clock.Advance(Attempt);
        setup.Clock.Advance(await setup.Clock.NextWaitAsync(Total, Attempt));

        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
        Assert.Equal(2, setup.Server.Received);
    }

    [Fact]
    public async Task Send_EveryAttemptHangs_EndsAtTheTotalTimeout()
    {
        using var setup = Setup.Standard(new ScriptedServer(Hangs));

        var sending = setup.SendAsync();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await setup.Server.ArrivalAsync();
            setup.Clock.Advance(Attempt);
            setup.Clock.Advance(await setup.Clock.NextWaitAsync(Total, Attempt));
        }

        // 10 + 2 + 10 + 4 seconds are gone: the third attempt has only four left.
        await setup.Server.ArrivalAsync();
        setup.Clock.Advance(TimeSpan.FromSeconds(4));

        var thrown = await Assert.ThrowsAsync<TimeoutRejectedException>(() => sending);
        Assert.Equal(Total, thrown.Timeout);
        Assert.Equal(Total, setup.Clock.Passed);
        Assert.Equal(3, setup.Server.Received);
    }

    [Fact]
    public async Task Send_CircuitOpensBetweenAttempts_IsNotTriedAgain()
    {
        using var setup = Setup.Standard(
            new ScriptedServer(Status(HttpStatusCode.BadGateway)), options => options.CircuitBreaker.MinimumThroughput = 2);

        var sending = setup.SendAsync();
        setup.Clock.Advance(await setup.Clock.NextWaitAsync(Total, Attempt));
        setup.Clock.Advance(await setup.Clock.NextWaitAsync(Total, Attempt));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => sending);
        Assert.Equal(2, setup.Server.Received);
    }

    [Fact]
    public async Task Send_CircuitOpen_ClosesAgainAfterItsBreak()
    {
        using var setup = Setup.Standard(
            new ScriptedServer(Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.OK)),
            options =>
            {
                options.CircuitBreaker.MinimumThroughput = 2;
                options.Retry.ShouldHandle = _ => ValueTask.FromResult(false);
            });
        await setup.SendAsync();
        await setup.SendAsync();
        await Assert.ThrowsAsync<BrokenCircuitException>(() => setup.SendAsync());

        setup.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.OK, (await setup.SendAsync()).StatusCode);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, null)]
    public async Task Send_CircuitOpenForOneServer_DependsOnTheSelection(bool byAuthority, HttpStatusCode? other)
    {
        ScriptedServer server = new((request, _) => Task.FromResult(
            new HttpResponseMessage(request.RequestUri!.Host == "down.test" ? HttpStatusCode.BadGateway : HttpStatusCode.OK)));
        using Setup setup = new(server);
        var pipeline = setup.Client.AddStandardResilienceHandler(options =>
        {
            options.CircuitBreaker.MinimumThroughput = 2;
            options.Retry.ShouldHandle = _ => ValueTask.FromResult(false);
        });
        if (byAuthority)
            pipeline.SelectPipelineByAuthority();

        await setup.SendAsync(address: "https://down.test/a");
        await setup.SendAsync(address: "https://down.test/b");
        await Assert.ThrowsAsync<BrokenCircuitException>(() => setup.SendAsync(address: "https://down.test/c"));

        if (other is null)
            await Assert.ThrowsAsync<BrokenCircuitException>(() => setup.SendAsync(address: "https://up.test/"));
        else
            Assert.Equal(other, (await setup.SendAsync(address: "https://up.test/")).StatusCode);
    }
}
