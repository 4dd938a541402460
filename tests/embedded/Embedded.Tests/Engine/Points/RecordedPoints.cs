using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Tests.Engine.Probes;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace LipServerless.Embedded.Tests.Engine.Points;

public sealed class RecordedPointsInMemory() : RecordedPoints(Stores.Memory);

public sealed class RecordedPointsOnTables() : RecordedPoints(Stores.Tables);

/// <summary>What was decided in an earlier turn stands, whatever the code would decide today.</summary>
public abstract class RecordedPoints : ProbeBase
{
    private protected RecordedPoints(Func<IHubStore> store)
        : base(store)
    {
    }

    [Fact]
    public async Task Timer_CodeWouldSetItLaterToday_FiresWhenItWasSetTo()
    {
        void Tasks(DurableTaskRegistry r, int days) => r.AddOrchestratorFunc<string>("o", async c =>
        {
            var wait = c.WaitForExternalEvent<string>("e");
            await c.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
            return await wait;
        });
        var clock = new VirtualClock();
        var first = await StartAsync(r => Tasks(r, 1), clock);
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await first.IdleAsync();
        await first.StopAsync();

        // A turn of the new code, which would set the timer to the third day.
        var second = await StartAsync(r => Tasks(r, 3), clock);
        await second.Client.RaiseEventAsync(id, "e", "in time");
        await second.AdvanceAsync(TimeSpan.FromDays(1));

        var end = await second.EndOfAsync(id);
        Assert.Equal("in time", end.ReadOutputAs<string>());
        Assert.True(end.LastUpdatedAt < end.CreatedAt.AddDays(2));
    }

    [Fact]
    public async Task Call_Replayed_SerializesItsInputOnlyOnce()
    {
        var converter = new Counting();
        var hub = await StartAsync(
            r => r
                .AddOrchestratorFunc("o", async c =>
                {
                    await c.CallActivityAsync("a", new Marked());
                    await c.CallActivityAsync("a", new Marked());
                    await c.WaitForExternalEvent<string>("e");
                })
                .AddActivityFunc<Marked>("a", (_, _) => { }),
            options: o => o.DataConverter = converter);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.IdleAsync();
        await hub.Client.RaiseEventAsync(id, "e", "go on");
        await hub.EndOfAsync(id);

        Assert.Equal(2, converter.Count);
    }

    [Fact]
    public async Task Call_DecidedButNotRecorded_IsMadeAnewWithItsInput()
    {
        // The turn that decided it failed for another reason; a rewind runs the code again over a history that does not hold the call.
        List<string> seen = [];
        var isMended = false;
        var hub = await StartAsync(r => r
            .AddOrchestratorFunc<string>("o", async c =>
            {
                await c.CallActivityAsync<string>("a", "one");
                var call = c.CallActivityAsync<string>("a", "two");
                if (!Volatile.Read(ref isMended))
                    await Task.Delay(TimeSpan.FromDays(1));
                return await call;
            })
            .AddActivityFunc<string, string>("a", (_, input) =>
            {
                lock (seen)
                    seen.Add(input);
                return input;
            }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("o");
        await hub.EndOfAsync(id);
        Volatile.Write(ref isMended, true);

        await hub.Client.RewindInstanceAsync(id, "the code is put right");

        Assert.Equal("two", (await hub.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["one", "two"], seen);
    }

    private sealed record Marked;

    private sealed class Counting : DataConverter
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public override string? Serialize(object? value)
        {
            if (value is Marked)
                Interlocked.Increment(ref count);
            return JsonDataConverter.Default.Serialize(value);
        }

        public override object? Deserialize(string? data, Type targetType) => JsonDataConverter.Default.Deserialize(data, targetType);
    }
}
