using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using LipServerless.Testing;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Embedded.Tests.Engine;

public sealed class OwnershipTests
{
    private readonly string hub = AzuriteFixture.NewTablePrefix();

    private static readonly ProcessIdentity Gone = ProcessIdentity.Own with { Pid = 4_194_303, Start = "1" };

    private LeaseOwnership Lease(ProcessIdentity? self = null, TimeProvider? time = null) => new(
        new BlobServiceClient(AzuriteFixture.Shared.ConnectionString).GetBlobContainerClient(new HubNames(hub).Container),
        time ?? TimeProvider.System,
        NullLogger.Instance,
        self ?? ProcessIdentity.Own);

    [Fact]
    public async Task Successor_OfAProcessThatIsGone_TakesOverAtOnce()
    {
        var dead = Lease(Gone);
        await dead.AcquireAsync(new Events(), default);
        Assert.True(dead.IsOwner);
        await dead.AbandonAsync();

        await using var next = Lease();
        await next.AcquireAsync(new Events(), default).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.True(next.IsOwner);
    }

    [Fact]
    public async Task Successor_OfALivingProcess_WaitsAndNamesIt_UntilItIsReleased()
    {
        await using var first = Lease();
        await first.AcquireAsync(new Events(), default);
        await using var second = Lease();
        var waiting = second.AcquireAsync(new Events(), default);
        while (second.OtherOwner is null)
            await Task.Yield();
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), second.OtherOwner, StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);
        Assert.False(second.IsOwner);

        await first.ReleaseAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.True(second.IsOwner);
        Assert.False(first.IsOwner);
    }

    [Fact]
    public async Task PausedOwner_KnowsThatItsRightHasLapsed()
    {
        var clock = new ManualTimeProvider();
        await using var owner = Lease(time: clock);
        await owner.AcquireAsync(new Events(), default);
        Assert.True(owner.IsOwner);
        clock.SetUtcNow(clock.GetUtcNow() + TimeSpan.FromSeconds(3));
        Assert.True(owner.IsOwner);

        // A pause: time passes, no timer runs.
        var paused = new PausedTime(clock);
        await using var second = new LeaseOwnership(
            new BlobServiceClient(AzuriteFixture.Shared.ConnectionString).GetBlobContainerClient(new HubNames(AzuriteFixture.NewTablePrefix()).Container),
            paused,
            NullLogger.Instance,
            ProcessIdentity.Own);
        await second.AcquireAsync(new Events(), default);
        Assert.True(second.IsOwner);
        paused.Passed = TimeSpan.FromSeconds(14);
        Assert.False(second.IsOwner);
    }

    [Fact]
    public async Task TwoEnginesOnOneHub_SecondStartsWhenFirstStops()
    {
        void Tasks(DurableTaskRegistry r) => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e"));
        var clock = new VirtualClock();
        await using var first = await TestHub.StartAsync(Stores.Tables(hub), Tasks, clock, options: o => o.UseTables(AzuriteFixture.Shared.ConnectionString, hub));
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await using var second = await TestHub.StartAsync(
            Stores.Tables(hub), Tasks, clock, options: o => o.UseTables(AzuriteFixture.Shared.ConnectionString, hub), start: false);
        var starting = second.Engine.StartAsync(default);
        while (second.Engine.Health.Owner is null)
            await Task.Yield();
        Assert.False(second.Engine.Health.IsOwner);
        Assert.True(first.Engine.Health.IsHealthy);

        await first.StopAsync();
        await starting.WaitAsync(TimeSpan.FromSeconds(20));
        await second.Client.RaiseEventAsync(id, "e", "taken over");

        Assert.Equal("taken over", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task PausedPredecessor_ComesBackWithACommit_IsFenced()
    {
        void Tasks(DurableTaskRegistry r) => r.AddOrchestratorFunc<string>("o", c => c.WaitForExternalEvent<string>("e"));
        var clock = new VirtualClock();
        var store = Stores.Tables(hub);
        var abandoned = Lease();
        await using var first = await TestHub.StartAsync(store, Tasks, clock, options: o => o.UseStore(store, abandoned));
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await first.IdleAsync();
        var stale = (await store.LoadAsync(id, default))!.Head;
        await abandoned.AbandonAsync();
        var lease = new BlobServiceClient(AzuriteFixture.Shared.ConnectionString)
            .GetBlobContainerClient(new HubNames(hub).Container).GetBlobClient("owner").GetBlobLeaseClient();
        await lease.BreakAsync(TimeSpan.Zero);
        await using var second = await TestHub.StartAsync(Stores.Tables(hub), Tasks, clock, options: o => o.UseTables(AzuriteFixture.Shared.ConnectionString, hub));

        await Assert.ThrowsAsync<FencedException>(() => store.CommitAsync(new TurnCommit { Before = stale, After = stale }, default));
        await second.Client.RaiseEventAsync(id, "e", "still ours");

        Assert.Equal("still ours", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    private sealed class Events : IOwnershipEvents
    {
        public void LoseOwnership(string reason) => throw new InvalidOperationException(reason);

        public void HubWasDeleted() => throw new InvalidOperationException("deleted");
    }

    private sealed class PausedTime(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp() + (long)(Passed.TotalSeconds * inner.TimestampFrequency);

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
