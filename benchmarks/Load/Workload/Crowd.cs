using System.Diagnostics;
using LipServerless.Load.Hosting;
using Microsoft.DurableTask;

namespace LipServerless.Load.Workload;

/// <summary>Runs many consultations at once and takes the time of each.</summary>
internal static class Crowd
{
    private const int Starters = 8;

    /// <summary>An engine with the consultation's tasks; answers until it is disposed.</summary>
    public static Task<EngineHost> StartHostAsync(Action<Embedded.Engine.EmbeddedDurableTaskOptions> store, int callers)
    {
        var events = new EventSource();
        return EngineHost.StartAsync(
            store,
            tasks => tasks
                .AddOrchestrator(nameof(Consultation), () => new Consultation(events))
                .AddActivityFunc<int, int>(Consultation.Step, (_, number) => number),
            (client, stopping) => events.RunAsync(client, callers, stopping));
    }

    /// <summary>Starts so many at once and waits for them all.</summary>
    public static async Task<CrowdTimes> RunAsync(EngineHost host, int count, string prefix = "load")
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var paused = GC.GetTotalPauseDuration();
        var begin = Stopwatch.GetTimestamp();
        var times = new double[count];
        var next = -1;
        var ends = new Task[count];
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Starters, count)).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(Consultation), i, new StartOrchestrationOptions($"{prefix}-{i:D6}"));
                ends[i] = EndAsync(host, id, i, started, times);
            }
        })));
        await Task.WhenAll(ends);
        return new CrowdTimes(
            Stopwatch.GetElapsedTime(begin).TotalSeconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds,
            times)
        {
            AllocatedBytes = GC.GetTotalAllocatedBytes() - allocated,
            PausedSeconds = (GC.GetTotalPauseDuration() - paused).TotalSeconds,
        };
    }

    private static async Task EndAsync(EngineHost host, string id, int index, long started, double[] times)
    {
        var end = await host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        times[index] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (end.RuntimeStatus != Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed)
            throw new InvalidOperationException($"{id} ended as {end.RuntimeStatus}: {end.FailureDetails}");
    }
}

/// <summary>How long a crowd took, what processor time the process spent on it, and each member's time from start to completion.</summary>
internal sealed record CrowdTimes(double Seconds, double CpuSeconds, double[] Milliseconds)
{
    public double PerSecond => Milliseconds.Length / Seconds;

    public double CpuMillisecondsEach => CpuSeconds * 1000 / Milliseconds.Length;

    /// <summary>What was allocated meanwhile, load generator included.</summary>
    public required double AllocatedBytes { get; init; }

    public double AllocatedKilobytesEach => AllocatedBytes / 1024 / Milliseconds.Length;

    /// <summary>How long collections held everybody up.</summary>
    public required double PausedSeconds { get; init; }

    public double PausedShare => PausedSeconds / Seconds;
}
