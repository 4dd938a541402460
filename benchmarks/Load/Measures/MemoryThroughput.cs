using LipServerless.Load.Reporting;
using LipServerless.Load.Workload;

namespace LipServerless.Load.Measures;

/// <summary>The engine with the in-memory store against its peer.</summary>
internal static class MemoryThroughput
{
    private const int Callers = 4;
    private const int Alone = 200;

    // Until the runtime has compiled everything for the last time: before, half of the processor time is the compiler's.
    private const int WarmUps = 60;
    private const int WarmUpCrowd = 200;

    public static async Task RunAsync(Report report, int repetitions, IReadOnlyList<int> crowds)
    {
        Report.Say("memory: warming up");
        for (var i = 0; i < WarmUps; i++)
            await RepeatAsync(WarmUpCrowd);

        foreach (var count in crowds)
        {
            List<CrowdTimes> done = [];
            for (var i = 0; i < (count > 500 ? Math.Max(2, repetitions / 2) : repetitions); i++)
            {
                done.Add(await RepeatAsync(count));
                Report.Say($"memory: {count} at once: {done[^1].PerSecond:F0}/s, {done[^1].CpuMillisecondsEach:F3} ms of processor each, {done[^1].AllocatedKilobytesEach:F1} KB each, {done[^1].PausedShare:P0} paused by collections");
            }

            Print(report, count, done);
        }

        var alone = await AloneAsync();
        report.Ratio("latency of one alone: engine / peer", alone / Peer.AloneMilliseconds);
        report.Figure("start to completion of one alone, median", alone, "ms");
    }

    private static void Print(Report report, int count, List<CrowdTimes> done)
    {
        var rate = done.Select(one => one.PerSecond).Median();
        var cpu = done.Select(one => one.CpuMillisecondsEach).Median();
        var best = rate / Peer.HighestPerSecond;
        var worst = rate / Peer.LowestPerSecond;
        var middle = rate / ((Peer.LowestPerSecond + Peer.HighestPerSecond) / 2);
        report.Ratio($"in memory, {count} at once: engine / peer's middle ({best:F2} of its best, {worst:F2} of its worst)", middle, "at least 2", middle >= Peer.Aim);

        // What two cores could do if nothing else ran on them: other load takes time, but hardly adds processor time.
        var possible = 2000 / cpu / ((Peer.LowestPerSecond + Peer.HighestPerSecond) / 2);
        report.Ratio($"in memory, {count} at once: two whole cores by processor time spent / peer's middle", possible);
        if (count == 200)
            report.Ratio("in memory, 200 at once, start to completion p50: engine / peer", done.Select(one => one.Milliseconds.Median()).Median() / Peer.MedianMilliseconds);
        report.Figure($"in memory, {count} at once: orchestrations", rate, "/s");
        report.Figure($"in memory, {count} at once: start to completion p50", done.Select(one => one.Milliseconds.Median()).Median(), "ms");
        report.Figure($"in memory, {count} at once: start to completion p95", done.Select(one => one.Milliseconds.Quantile(0.95)).Median(), "ms");
        report.Figure($"in memory, {count} at once: processor time of one, load generator included", cpu, "ms");
        report.Figure($"in memory, {count} at once: allocated for one, load generator included", done.Select(one => one.AllocatedKilobytesEach).Median(), "KB");
        report.Figure($"in memory, {count} at once: share of the time that collections hold everybody up", done.Select(one => one.PausedShare).Median(), "");
    }

    private static async Task<CrowdTimes> RepeatAsync(int count)
    {
        GC.Collect();
        await using var host = await Crowd.StartHostAsync(options => options.UseInMemoryStore(), Callers);
        return await Crowd.RunAsync(host, count);
    }

    private static async Task<double> AloneAsync()
    {
        await using var host = await Crowd.StartHostAsync(options => options.UseInMemoryStore(), callers: 1);
        List<double> times = [];
        for (var i = 0; i < Alone; i++)
            times.Add((await Crowd.RunAsync(host, 1, $"alone{i}")).Milliseconds[0]);
        return times.Skip(Alone / 6).Median();
    }
}
