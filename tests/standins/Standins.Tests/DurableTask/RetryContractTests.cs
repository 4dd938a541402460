using Microsoft.DurableTask;

namespace LipServerless.Standins.Tests.DurableTask;

public class RetryContractTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void RetryPolicy_Defaults_AreOneHourNoTimeoutNoGrowth()
    {
        RetryPolicy policy = new(3, Minute);

        Assert.Equal(3, policy.MaxNumberOfAttempts);
        Assert.Equal(Minute, policy.FirstRetryInterval);
        Assert.Equal(1, policy.BackoffCoefficient);
        Assert.Equal(TimeSpan.FromHours(1), policy.MaxRetryInterval);
        Assert.Equal(Timeout.InfiniteTimeSpan, policy.RetryTimeout);
        Assert.True(policy.Handle(new InvalidOperationException()));
    }

    [Fact]
    public void RetryPolicy_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>("maxNumberOfAttempts", () => new RetryPolicy(0, Minute));
        Assert.Throws<ArgumentOutOfRangeException>("firstRetryInterval", () => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>("backoffCoefficient", () => new RetryPolicy(1, Minute, 0.99));
        Assert.Throws<ArgumentOutOfRangeException>("maxRetryInterval", () => new RetryPolicy(1, Minute, maxRetryInterval: Minute / 2));
        Assert.Throws<ArgumentOutOfRangeException>("retryTimeout", () => new RetryPolicy(1, Minute, retryTimeout: Minute / 2));
    }

    [Fact]
    public void RetryPolicy_InfiniteLimits_AreAllowed()
    {
        RetryPolicy policy = new(1, Minute, maxRetryInterval: Timeout.InfiniteTimeSpan, retryTimeout: Timeout.InfiniteTimeSpan);

        Assert.Equal(Timeout.InfiniteTimeSpan, policy.MaxRetryInterval);
    }

    [Fact]
    public void RetryPolicy_FirstIntervalAboveOneHour_IsKeptBesideTheDefaultMaximum() =>
        Assert.Equal(TimeSpan.FromHours(2), new RetryPolicy(1, TimeSpan.FromHours(2)).FirstRetryInterval);

    [Fact]
    public async Task TaskRetryOptions_FromHandler_WrapsIt()
    {
        TaskRetryOptions options = new RetryHandler(retry => retry.LastAttemptNumber < 3);

        Assert.Null(options.Policy);
        Assert.True(await options.Handler!(Attempt(2)));
        Assert.False(await options.Handler!(Attempt(3)));
    }

    [Fact]
    public void TaskRetryOptions_FromPolicy_HasNoHandler()
    {
        RetryPolicy policy = new(1, Minute);
        TaskRetryOptions options = policy;

        Assert.Same(policy, options.Policy);
        Assert.Null(options.Handler);
        Assert.Throws<ArgumentNullException>(() => new TaskRetryOptions((RetryPolicy)null!));
    }

    [Fact]
    public void TaskOptions_Factories_SetRetry()
    {
        RetryPolicy policy = new(1, Minute);

        Assert.Same(policy, TaskOptions.FromRetryPolicy(policy).Retry!.Policy);
        Assert.NotNull(TaskOptions.FromRetryHandler((RetryHandler)(_ => true)).Retry!.Handler);
        Assert.NotNull(TaskOptions.FromRetryHandler((AsyncRetryHandler)(_ => Task.FromResult(true))).Retry!.Handler);
        Assert.Null(new TaskOptions().Retry);
    }

    [Fact]
    public void SubOrchestrationOptions_FromTaskOptions_KeepsThemAndTheInstanceId()
    {
        TaskOptions options = new(tags: new Dictionary<string, string> { ["k"] = "v" }) { Version = "2" };

        var sub = options.WithInstanceId("child-1");

        Assert.Equal("child-1", sub.InstanceId);
        Assert.Equal("v", sub.Tags!["k"]);
        Assert.Equal<TaskVersion?>("2", sub.Version);
        Assert.Equal("child-1", new SubOrchestrationOptions((TaskOptions)sub).InstanceId);
        Assert.Equal("child-2", new SubOrchestrationOptions(sub, "child-2").InstanceId);
        Assert.Equal("child-1", (sub with { Version = "3" }).InstanceId);
        Assert.Equal<TaskVersion?>("3", ((TaskOptions)(sub with { Version = "3" })).Version);
    }

    [Fact]
    public void StartOrchestrationOptions_With_KeepsTheRest()
    {
        StartOrchestrationOptions options = new("round-1", DateTimeOffset.UnixEpoch) { Version = "1", DedupeStatuses = ["Running"] };

        var copy = options with { InstanceId = "round-2" };

        Assert.Equal(DateTimeOffset.UnixEpoch, copy.StartAt);
        Assert.Equal(["Running"], copy.DedupeStatuses);
        Assert.Equal<TaskVersion?>("1", copy.Version);
        Assert.Empty(copy.Tags);
    }

    private static RetryContext Attempt(int number) =>
        new(new RecordingContext(), number, new TaskFailureDetails("E", "m", null, null, null), Minute, CancellationToken.None);
}
