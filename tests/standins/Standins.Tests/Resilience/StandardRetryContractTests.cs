using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using static LipServerless.Standins.Tests.Resilience.ScriptedServer;

// DisableFor is experimental in the package, too.
#pragma warning disable EXTEXP0001

namespace LipServerless.Standins.Tests.Resilience;

public class StandardRetryContractTests
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData((HttpStatusCode)599)]
    public async Task Send_TransientStatus_IsTriedFourTimesWithGrowingDelays(HttpStatusCode status)
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(status)));

        var sending = setup.SendAsync();
        var delays = await PassDelaysAsync(setup.Clock, 3);

        Assert.Equal(status, (await sending).StatusCode);
        Assert.Equal([2, 4, 8], delays);
        Assert.Equal(4, setup.Server.Received);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Conflict)]
    public async Task Send_OtherStatus_IsTriedOnce(HttpStatusCode status)
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(status)));

        Assert.Equal(status, (await setup.SendAsync()).StatusCode);
        Assert.Equal(1, setup.Server.Received);
    }

    [Fact]
    public async Task Send_ConnectionFault_IsTriedAgain()
    {
        using var setup = Setup.Standard(new ScriptedServer(Throws(new HttpRequestException("refused")), Status(HttpStatusCode.OK)));

        var sending = setup.SendAsync();
        await PassDelaysAsync(setup.Clock, 1);

        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
    }

    [Fact]
    public async Task Send_FaultOfTheProgram_IsNotTriedAgain()
    {
        using var setup = Setup.Standard(new ScriptedServer(Throws(new InvalidOperationException("bug"))));

        await Assert.ThrowsAsync<InvalidOperationException>(() => setup.SendAsync());
        Assert.Equal(1, setup.Server.Received);
    }

    [Fact]
    public async Task Send_CallerCancels_EndsAtOnce()
    {
        using var setup = Setup.Standard(new ScriptedServer(Hangs));
        using CancellationTokenSource stop = new();

        var sending = setup.SendAsync(cancellationToken: stop.Token);
        await setup.Server.ArrivalAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, setup.Server.Received);
    }

    [Fact]
    public async Task Send_RetryAfterSeconds_SetsTheDelay()
    {
        using var setup = Setup.Standard(new ScriptedServer(RetryAfter(new(TimeSpan.FromSeconds(7))), Status(HttpStatusCode.OK)));

        var sending = setup.SendAsync();

        Assert.Equal([7], await PassDelaysAsync(setup.Clock, 1));
        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
    }

    [Fact]
    public async Task Send_RetryAfterDate_CountsFromTheSystemClock()
    {
        var inOneHour = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);
        using var setup = Setup.Standard(
            new ScriptedServer(RetryAfter(new(inOneHour))), options => options.TotalRequestTimeout.Timeout = TimeSpan.FromHours(2));

        _ = setup.SendAsync();

        Assert.InRange(await setup.Clock.NextWaitAsync(TimeSpan.FromHours(2), Attempt), TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Send_RetryAfterDateInThePast_TriesAgainAtOnce()
    {
        using var setup = Setup.Standard(new ScriptedServer(RetryAfter(new(DateTimeOffset.UnixEpoch)), Status(HttpStatusCode.OK)));

        using var response = await setup.SendAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, setup.Server.Received);
    }

    [Fact]
    public async Task Send_RetryAfterSwitchedOff_KeepsTheStrategysDelay()
    {
        using var setup = Setup.Standard(
            new ScriptedServer(RetryAfter(new(TimeSpan.FromSeconds(7))), Status(HttpStatusCode.OK)),
            options => options.Retry.ShouldRetryAfterHeader = false);

        var sending = setup.SendAsync();

        Assert.Equal([2], await PassDelaysAsync(setup.Clock, 1));
        await sending;
    }

    [Fact]
    public async Task Send_Post_IsTriedAgainByDefault()
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(HttpStatusCode.BadGateway), Status(HttpStatusCode.OK)));

        var sending = setup.SendAsync(HttpMethod.Post);
        await PassDelaysAsync(setup.Clock, 1);

        Assert.Equal(HttpStatusCode.OK, (await sending).StatusCode);
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("CONNECT", 1)]
    [InlineData("GET", 2)]
    [InlineData("HEAD", 2)]
    public async Task Send_UnsafeMethodsDisabled_AreTriedOnce(string method, int attempts)
    {
        using var setup = Setup.Standard(
            new ScriptedServer(Status(HttpStatusCode.BadGateway)),
            options =>
            {
                options.Retry.MaxRetryAttempts = 1;
                options.Retry.DisableForUnsafeHttpMethods();
            });

        var sending = setup.SendAsync(new HttpMethod(method));
        await PassDelaysAsync(setup.Clock, attempts - 1);
        await sending;

        Assert.Equal(attempts, setup.Server.Received);
    }

    [Fact]
    public async Task Send_DisabledMethodThatThrows_IsFoundWithoutAResponse()
    {
        using var setup = Setup.Standard(
            new ScriptedServer(Throws(new HttpRequestException("refused"))), options => options.Retry.DisableFor(HttpMethod.Post));

        await Assert.ThrowsAsync<HttpRequestException>(() => setup.SendAsync(HttpMethod.Post));
        Assert.Equal(1, setup.Server.Received);
    }

    [Fact]
    public void DisableFor_Nothing_Throws() =>
        Assert.Throws<ArgumentException>(() => new HttpRetryStrategyOptions().DisableFor());

    [Fact]
    public async Task Send_Content_IsSentAgainWhole()
    {
        List<string> bodies = [];
        using var setup = Setup.Standard(new ScriptedServer(Reads(HttpStatusCode.BadGateway), Reads(HttpStatusCode.OK)));

        using StringContent content = new("Stellungnahme");
        var sending = setup.SendAsync(HttpMethod.Post, content: content);
        await PassDelaysAsync(setup.Clock, 1);
        await sending;

        Assert.Equal(["Stellungnahme", "Stellungnahme"], bodies);

        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Reads(HttpStatusCode status) => async (request, cancellation) =>
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(cancellation));
            return new HttpResponseMessage(status);
        };
    }

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> RetryAfter(RetryConditionHeaderValue value) => (_, _) =>
    {
        HttpResponseMessage response = new(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter = value;
        return Task.FromResult(response);
    };

    private static async Task<List<double>> PassDelaysAsync(ManualClock clock, int count)
    {
        List<double> seconds = [];
        while (seconds.Count < count)
        {
            var delay = await clock.NextWaitAsync(Total, Attempt);
            seconds.Add(delay.TotalSeconds);
            clock.Advance(delay);
        }

        return seconds;
    }
}
