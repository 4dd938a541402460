using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>The process dies before or after every single storage call of a run; a new engine finishes what it left.</summary>
public sealed class CrashTests
{
    private const string Id = "round";

    [Fact]
    public async Task Crash_AtEveryStorageCall_LosesAndDoublesNothing()
    {
        var points = await UndisturbedAsync();
        for (var point = 1; point <= points; point++)
            await CrashAtAsync(Stores.Memory(), point);
        Assert.InRange(points, 30, 2000);
    }

    [Fact]
    public async Task Crash_AtEveryStorageCallOfTables_LosesAndDoublesNothing()
    {
        // Every third point: the others are covered in memory.
        for (var point = 1; point <= 120; point += 3)
            await CrashAtAsync(Stores.Tables(), point);
    }

    private static async Task<int> UndisturbedAsync()
    {
        var store = new FaultyStore(Stores.Memory());
        await using var hub = await TestHub.StartAsync(store, Tasks(new Ledger()));
        hub.Clock.RunFreely();
        await DriveAsync(hub, new Ledger());
        Assert.Equal("kids 3, events 2, sent 1", (await hub.EndOfAsync(Id)).ReadOutputAs<string>());
        return store.Points;
    }

    private static async Task CrashAtAsync(IHubStore store, int point)
    {
        var ledger = new Ledger();
        var clock = new VirtualClock();
        clock.RunFreely();
        var faulty = new FaultyStore(store);
        var crash = Crash.At(faulty, point);
        await using (var doomed = await TestHub.StartAsync(faulty, Tasks(ledger), clock, start: false))
        {
            try
            {
                await doomed.Engine.StartAsync(CancellationToken.None);
                await DriveAsync(doomed, ledger).WaitAsync(TimeSpan.FromSeconds(20));
                await Task.WhenAny(crash.Happened, doomed.EndOfAsync(Id));
            }
            catch (CrashedException)
            {
                // As meant.
            }
        }

        // The clock of the dead process is held for ever; time goes on.
        clock = new VirtualClock(clock.GetUtcNow());
        clock.RunFreely();
        await using var hub = await TestHub.StartAsync(store, Tasks(ledger), clock);
        await DriveAsync(hub, ledger);
        var end = await hub.EndOfAsync(Id);
        await hub.IdleAsync();
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"point {point}: {end.RuntimeStatus} {end.SerializedOutput}");
        Assert.True(end.ReadOutputAs<string>() == "kids 3, events 2, sent 1", $"point {point}: {end.SerializedOutput}");
        await foreach (var left in store.ScanAsync(default))
            Assert.Fail($"point {point}: left behind {left}");

        // Once in each of two generations, and once more if the crash hid the result.
        Assert.True(ledger.Effects.Values.All(count => count is 2 or 3), $"point {point}: {string.Join(' ', ledger.Effects)}");
    }

    /// <summary>What an outside caller does: everything until it is acknowledged, nothing after.</summary>
    private static async Task DriveAsync(TestHub hub, Ledger ledger)
    {
        if (await hub.Client.GetInstanceAsync(Id) is null)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("round", new StartOrchestrationOptions(Id));
        while (ledger.Acknowledged < 2)
        {
            // An unacknowledged event may have arrived all the same: it carries a number, and the round counts each once.
            var number = ledger.Acknowledged;
            await hub.Client.RaiseEventAsync(Id, "event", number);
            ledger.Acknowledged++;
        }
    }

    private static Action<DurableTaskRegistry> Tasks(Ledger ledger) => r =>
    {
        r.AddOrchestratorFunc<string>("round", async c =>
        {
            var kids = Enumerable.Range(0, 3)
                .Select(i => c.CallSubOrchestratorAsync<int>("kid", i, new SubOrchestrationOptions(instanceId: $"kid-{i}")))
                .ToList();
            HashSet<int> events = [];
            while (events.Count < 2)
                events.Add(await c.WaitForExternalEvent<int>("event"));
            await c.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            var done = (await Task.WhenAll(kids)).Sum();
            var sent = 0;
            using CancellationTokenSource enough = new();
            var late = c.CreateTimer(TimeSpan.FromDays(1), enough.Token);
            while (await Task.WhenAny(late, c.WaitForExternalEvent<string>("sent")) != late)
                sent++;
            return $"kids {done}, events {events.Count}, sent {sent}";
        });
        r.AddOrchestratorFunc<int, int>("kid", async (c, i) =>
        {
            await c.CallActivityAsync("effect", c.InstanceId);
            if (i < 10)
            {
                c.ContinueAsNew(i + 10);
                return 0;
            }

            if (i == 10)
                c.SendEvent("round", "sent", "once");
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return 1;
        });
        r.AddActivityFunc<string>("effect", (_, id) => ledger.Effects.AddOrUpdate(id, 1, (_, count) => count + 1));
    };

    private sealed class Ledger
    {
        public int Acknowledged { get; set; }

        public System.Collections.Concurrent.ConcurrentDictionary<string, int> Effects { get; } = new();
    }
}
