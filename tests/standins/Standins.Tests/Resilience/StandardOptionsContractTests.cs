using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using static LipServerless.Standins.Tests.Resilience.ScriptedServer;

namespace LipServerless.Standins.Tests.Resilience;

public class StandardOptionsContractTests
{
    [Fact]
    public void Defaults_OfTheOptions_AreThePackages()
    {
        HttpStandardResilienceOptions options = new();

        Assert.Equal(1000, options.RateLimiter.DefaultRateLimiterOptions.PermitLimit);
        Assert.Equal(0, options.RateLimiter.DefaultRateLimiterOptions.QueueLimit);
        Assert.Equal(TimeSpan.FromSeconds(30), options.TotalRequestTimeout.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.AttemptTimeout.Timeout);
        Assert.Equal(3, options.Retry.MaxRetryAttempts);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Retry.Delay);
        Assert.Equal(DelayBackoffType.Exponential, options.Retry.BackoffType);
        Assert.True(options.Retry.UseJitter);
        Assert.True(options.Retry.ShouldRetryAfterHeader);
        Assert.Equal(0.1, options.CircuitBreaker.FailureRatio);
        Assert.Equal(100, options.CircuitBreaker.MinimumThroughput);
        Assert.Equal(TimeSpan.FromSeconds(30), options.CircuitBreaker.SamplingDuration);
        Assert.Equal(TimeSpan.FromSeconds(5), options.CircuitBreaker.BreakDuration);
    }

    [Fact]
    public void AddStandardResilienceHandler_Client_LosesItsOwnTimeout()
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(HttpStatusCode.OK)));

        Assert.Equal(Timeout.InfiniteTimeSpan, setup.CreateClient().Timeout);
    }

    [Fact]
    public void AddStandardResilienceHandler_Pipeline_IsNamedAfterTheClient()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));

        Assert.Equal("api-standard", setup.Client.AddStandardResilienceHandler().PipelineName);
    }

    [Fact]
    public void Start_Defaults_AreValid() => Validate(_ => { });

    [Fact]
    public void Start_AttemptLongerThanTotal_Fails() => AssertInvalid(
        options =>
        {
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(15);
            options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(14);
        },
        "attempt");

    [Fact]
    public void Start_SamplingBelowTwoAttempts_Fails() =>
        AssertInvalid(options => options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(19), "circuit breaker");

    [Fact]
    public void Start_DelaysLongerThanTotal_AreValid() => Validate(options =>
    {
        options.Retry.MaxRetryAttempts = 1000;
        options.Retry.Delay = TimeSpan.FromSeconds(10);
    });

    [Fact]
    public void Start_ValueOutOfPollysRange_Fails() => AssertInvalid(options => options.Retry.MaxRetryAttempts = 0, "Retry.MaxRetryAttempts");

    [Fact]
    public void CreateClient_InvalidOptions_Fails()
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(HttpStatusCode.OK)), options => options.Retry.MaxRetryAttempts = -1);

        Assert.Throws<OptionsValidationException>(() => setup.CreateClient());
    }

    [Fact]
    public void Configure_Section_IsBound()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        setup.Client.AddStandardResilienceHandler(Section(("Retry:MaxRetryAttempts", "1"), ("RateLimiter:DefaultRateLimiterOptions:PermitLimit", "9")));

        var options = setup.Provider.GetRequiredService<IOptionsMonitor<HttpStandardResilienceOptions>>().Get("api-standard");

        Assert.Equal(1, options.Retry.MaxRetryAttempts);
        Assert.Equal(9, options.RateLimiter.DefaultRateLimiterOptions.PermitLimit);
        Assert.Equal(TimeSpan.FromSeconds(30), options.TotalRequestTimeout.Timeout);
    }

    [Fact]
    public void Configure_SectionWithUnknownKey_Fails()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        setup.Client.AddStandardResilienceHandler(Section(("Retries", "1")));

        Assert.Throws<InvalidOperationException>(() => setup.CreateClient());
    }

    [Fact]
    public void Configure_EmptySection_Throws()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));

        Assert.Throws<ArgumentException>(() => setup.Client.AddStandardResilienceHandler(Section()));
    }

    [Fact]
    public void Configure_WithServices_SeesThem()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.OK)));
        setup.Services.AddSingleton(TimeProvider.System);
        TimeProvider? seen = null;
        setup.Client.AddStandardResilienceHandler().Configure((_, services) => seen = services.GetRequiredService<TimeProvider>());

        setup.CreateClient();

        Assert.Same(TimeProvider.System, seen);
    }

    [Fact]
    public async Task Configure_SectionReloaded_BuildsThePipelineAnew()
    {
        using Setup setup = new(new ScriptedServer(Status(HttpStatusCode.BadGateway)));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("http:Retry:MaxRetryAttempts", "1")]).Build();
        setup.Client.AddStandardResilienceHandler(configuration.GetSection("http"))
            .Configure(options => options.Retry.DelayGenerator = _ => ValueTask.FromResult<TimeSpan?>(TimeSpan.Zero));
        var client = setup.CreateClient();
        await client.GetAsync("");
        Assert.Equal(2, setup.Server.Received);

        configuration["http:Retry:MaxRetryAttempts"] = "3";
        configuration.Reload();
        await client.GetAsync("");

        Assert.Equal(2 + 4, setup.Server.Received);
    }

    private static void AssertInvalid(Action<HttpStandardResilienceOptions> configure, string culprit)
    {
        var thrown = Assert.Throws<OptionsValidationException>(() => Validate(configure));

        Assert.Contains(culprit, thrown.Message, StringComparison.Ordinal);
        Assert.Single(thrown.Failures);
    }

    /// <summary>What a host does when it starts.</summary>
    private static void Validate(Action<HttpStandardResilienceOptions> configure)
    {
        using var setup = Setup.Standard(new ScriptedServer(Status(HttpStatusCode.OK)), configure);
        setup.Provider.GetRequiredService<IStartupValidator>().Validate();
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"http:{value.Key}", (string?)value.Value)))
        .Build()
        .GetSection("http");
}
