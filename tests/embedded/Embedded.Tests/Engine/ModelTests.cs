using FsCheck;
using FsCheck.Fluent;
using LipServerless.Embedded.Tests.Engine.Model;
using LipServerless.Embedded.Tests.Engine.Support;
using Microsoft.DurableTask;

namespace LipServerless.Embedded.Tests.Engine;

/// <summary>Random programs, with crashes between any two storage calls, end as a straight evaluation of the same program does.</summary>
public sealed class ModelTests
{
    [Fact]
    public void RandomPrograms_WithRandomCrashes_EndAsEvaluated() =>
        Prop.ForAll(
            ProgramGenerator.Programs,
            Gen.ListOf(Gen.Choose(1, 60)).ToArbitrary(),
            (program, crashes) => Task.Run(() => CheckAsync(program, [.. crashes.Take(4)])).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static async Task CheckAsync(RandomProgram program, List<int> crashes)
    {
        const string Id = "root";
        var store = Stores.Memory();
        var clock = new VirtualClock();
        HashSet<int> raised = [];
        foreach (var point in crashes)
        {
            clock = Next(clock);
            var faulty = new FaultyStore(store);
            var crash = Crash.At(faulty, point);
            await using var doomed = await TestHub.StartAsync(faulty, Tasks, clock, start: false);
            try
            {
                await doomed.Engine.StartAsync(CancellationToken.None);
                await DriveAsync(doomed, program, raised);
                await Task.WhenAny(crash.Happened, doomed.EndOfAsync(Id));
            }
            catch (CrashedException)
            {
                // As meant.
            }
        }

        clock = Next(clock);
        await using var hub = await TestHub.StartAsync(store, Tasks, clock);
        await DriveAsync(hub, program, raised);
        var end = await hub.EndOfAsync(Id);
        await hub.IdleAsync();
        if (ProgramSemantics.Evaluate(program, 0) is { } expected)
            Assert.Equal(expected, end.ReadOutputAs<long>());
        else
            Assert.Equal("as the program says", end.SerializedOutput);
        await foreach (var left in store.ScanAsync(default))
            Assert.Fail($"left behind: {left}");
    }

    private static void Tasks(DurableTaskRegistry registry) => ProgramSemantics.Register(registry, _ => { });

    private static VirtualClock Next(VirtualClock clock)
    {
        var next = new VirtualClock(clock.GetUtcNow());
        next.RunFreely();
        return next;
    }

    private static async Task DriveAsync(TestHub hub, RandomProgram program, HashSet<int> raised)
    {
        const string Id = "root";
        if (await hub.Client.GetInstanceAsync(Id) is null)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync(ProgramSemantics.Name, new ProgramSemantics.Input(program, 0), new StartOrchestrationOptions(Id));
        foreach (var number in program.Events().Where(number => !raised.Contains(number)))
        {
            // Nobody acknowledged it, yet it may have arrived and have ended the program.
            try
            {
                await hub.Client.RaiseEventAsync(Id, ProgramSemantics.EventName(number), number * 10);
            }
            catch (InvalidOperationException) when (hub.Client.GetInstanceAsync(Id).GetAwaiter().GetResult() is { IsCompleted: true })
            {
                return;
            }

            raised.Add(number);
        }
    }
}
