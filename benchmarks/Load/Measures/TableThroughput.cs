using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Load.Reporting;
using LipServerless.Load.Storage;
using LipServerless.Load.Workload;

namespace LipServerless.Load.Measures;

/// <summary>The engine on tables against the raw limit of the same storage for the same requests.</summary>
internal static class TableThroughput
{
    private const double Aim = 0.7;
    private const int Callers = 32;

    public static async Task RunAsync(Report report, int repetitions, int atOnce)
    {
        await using var azurite = await Emulator.StartAsync();
        List<Repetition> done = [];

        // The first one warms up both sides.
        for (var i = 0; i <= repetitions; i++)
        {
            var one = await RepeatAsync(azurite, $"Load{i}", atOnce);
            Report.Say($"tables: engine {one.EngineSeconds:F2} s, bare client {one.BareSeconds:F2} s, at most {one.MostInFlight} requests at once");
            if (i > 0)
                done.Add(one);
        }

        var share = done.Select(one => one.BareSeconds / one.EngineSeconds).Median();
        report.Ratio($"throughput on tables: engine / bare HttpClient with the engine's own requests ({atOnce} instances at once)", share, "at least 0.70", share >= Aim);
        var transactions = done.Max(one => one.TransactionsPerTurn);
        report.Ratio("transactions a warm turn", transactions, "at most 1", transactions <= 1);
        var reads = done.Max(one => one.ReadsPerTurn);
        report.Ratio("reads a warm turn", reads, "0", reads == 0);
        report.Figure("orchestrations on tables", done.Select(one => atOnce / one.EngineSeconds).Median(), "/s");
        report.Figure("turns on tables", done.Select(one => one.Turns / one.EngineSeconds).Median(), "/s");
        report.Figure("requests of the engine", done.Select(one => one.Requests / one.EngineSeconds).Median(), "/s");
        report.Figure("the same requests by a bare client", done.Select(one => one.Requests / one.BareSeconds).Median(), "/s");
        report.Figure("processor time of engine and clients for one orchestration on tables", done.Select(one => one.CpuMillisecondsEach).Median(), "ms");
    }

    private static async Task<Repetition> RepeatAsync(Emulator azurite, string hub, int atOnce)
    {
        var recorder = new Recorder();
        CrowdTimes times;
        await using (var host = await Crowd.StartHostAsync(options => Emulator.Use(options, azurite.ConnectionString, hub, recorder), Callers))
        {
            recorder.Clear();
            times = await Crowd.RunAsync(host, atOnce);
            await host.Engine.WhenIdleAsync();
        }

        var turns = await TurnsAsync(azurite.Open(hub));
        var sent = recorder.Sent;

        var reads = sent.GroupBy(BareReplay.InstanceOf).Sum(ReadsOfTurns);
        var transactions = sent.Count(request => request.IsTransaction);
        await azurite.EmptyAsync(hub);
        var bare = await BareReplay.RunAsync(sent, recorder.MostInFlight);
        await azurite.EmptyAsync(hub);
        return new Repetition(
            times.Seconds, bare, sent.Count, turns, transactions / (double)turns, reads / (double)turns, recorder.MostInFlight, times.CpuMillisecondsEach);
    }

    /// <summary>Clients ask before an instance is there and after it has ended: between its insertion and its last turn nobody does.</summary>
    private static int ReadsOfTurns(IEnumerable<RecordedRequest> ofInstance)
    {
        var life = ofInstance.OrderBy(request => request.At).SkipWhile(request => request.IsRead).ToList();
        return life.Take(life.FindLastIndex(request => request.IsTransaction)).Count(request => request.IsRead);
    }

    private static async Task<int> TurnsAsync(IHubStore store)
    {
        var turns = 0;
        foreach (var head in await store.QueryAsync(new InstanceFilter(), CancellationToken.None))
            turns += (await store.LoadAsync(head.InstanceId, CancellationToken.None))!.History.Count(one => one is TurnStarted);
        return turns;
    }

    private sealed record Repetition(
        double EngineSeconds,
        double BareSeconds,
        int Requests,
        int Turns,
        double TransactionsPerTurn,
        double ReadsPerTurn,
        int MostInFlight,
        double CpuMillisecondsEach);
}
