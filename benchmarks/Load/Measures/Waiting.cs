using System.Diagnostics;
using LipServerless.Load.Hosting;
using LipServerless.Load.Reporting;
using LipServerless.Load.Storage;
using Microsoft.DurableTask;

namespace LipServerless.Load.Measures;

/// <summary>Many instances that wait for weeks: what they take, and what they cost whoever does not wait.</summary>
internal static class Waiting
{
    private const string Sleeper = "Sleeper";
    private const string Woken = "Woken";
    private const string Hub = "Waiting";
    private const int Starters = 32;
    private const int Events = 25;

    public static async Task RunAsync(Report report, int few, int many)
    {
        var less = await MeasureAsync(few);
        var more = await MeasureAsync(many);
        report.Ratio($"memory for each waiting instance: {many} waiting / {few} waiting", more.BytesEach / less.BytesEach);
        report.Ratio($"start of the host for each waiting instance: {many} waiting / {few} waiting", more.StartMilliseconds / many / (less.StartMilliseconds / few));
        report.Ratio($"start of the host with {many} waiting: engine / bare client reading the same pages", more.StartMilliseconds / more.BareStartMilliseconds);
        report.Ratio($"event to effect: {many} waiting / {few} waiting", more.EventMilliseconds / less.EventMilliseconds);
        report.Ratio($"share of storage in event to effect, {few} waiting", less.StorageShare);
        report.Ratio($"share of storage in event to effect, {many} waiting", more.StorageShare);
        foreach (var (count, one) in new[] { (few, less), (many, more) })
        {
            report.Figure($"memory for each of {count} waiting instances", one.BytesEach, "bytes");
            report.Figure($"start of the host with {count} waiting instances", one.StartMilliseconds, "ms");
            report.Figure($"event to effect with {count} waiting instances, median", one.EventMilliseconds, "ms");
            report.Figure($"event to effect with {count} waiting instances, p95", one.EventP95, "ms");
            report.Figure($"requests from event to effect, {count} waiting", one.RequestsEach, "");
        }
    }

    private static async Task<Result> MeasureAsync(int count)
    {
        Report.Say($"waiting: {count} instances begin to wait");
        await using var azurite = await Emulator.StartAsync();
        await BeginAsync(azurite, count);
        var bytes = await HeapProbe.RunAsync(azurite, Hub) - await HeapProbe.RunAsync(azurite, "Empty");
        var result = await WithThemAsync(azurite, count);
        Report.Say($"waiting: {count}: started in {result.StartMilliseconds:F0} ms, bare pages {result.BareStartMilliseconds:F0} ms, {bytes / 1024} KiB");
        return result with { BytesEach = bytes / (double)count };
    }

    private static async Task<Result> WithThemAsync(Emulator azurite, int count)
    {
        TaskCompletionSource effect = new();
        var recorder = new Recorder();
        var begin = Stopwatch.GetTimestamp();
        await using var host = await StartAsync(azurite, recorder, () => Volatile.Read(ref effect));
        var start = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        var bareStart = await BareReplay.RunAsync(recorder.Sent.Where(request => request.IsRead), 1) * 1000;
        recorder.Clear();
        await host.Engine.WhenIdleAsync();
        if (host.Engine.Health is not { } health || health.WaitingForTime != count)
            throw new InvalidOperationException($"{host.Engine.Health.WaitingForTime} instances wait, not {count}.");

        List<double> times = [];
        List<double> inStorage = [];
        List<double> requests = [];
        for (var i = 0; i < Events; i++)
        {
            Volatile.Write(ref effect, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            recorder.Clear();
            var raised = Stopwatch.GetTimestamp();
            await host.Client.RaiseEventAsync(Id(i * (count / Events)), "changed");
            await effect.Task;
            times.Add(Stopwatch.GetElapsedTime(raised).TotalMilliseconds);
            inStorage.Add(recorder.Sent.Sum(request => request.Took.TotalMilliseconds));
            requests.Add(recorder.Sent.Count);
            await host.Engine.WhenIdleAsync();
        }

        recorder.Clear();
        return new Result(0, start, bareStart, times.Median(), times.Quantile(0.95), inStorage.Sum() / times.Sum(), requests.Median());
    }

    private static Task<EngineHost> StartAsync(Emulator azurite, Recorder? recorder, Func<TaskCompletionSource> effect) => EngineHost.StartAsync(
        options => Emulator.Use(options, azurite.ConnectionString, Hub, recorder),
        tasks => tasks
            .AddOrchestratorFunc<int, int>(Sleeper, SleepAsync)
            .AddActivityFunc<int, int>(Woken, (_, input) =>
            {
                effect().TrySetResult();
                return input;
            }));

    private static async Task<int> SleepAsync(TaskOrchestrationContext context, int input)
    {
        using var noLonger = new CancellationTokenSource();
        var changed = context.WaitForExternalEvent<object?>("changed");
        var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddDays(42), noLonger.Token);
        await Task.WhenAny(changed, deadline);
        noLonger.Cancel();
        return await context.CallActivityAsync<int>(Woken, input);
    }

    private static async Task BeginAsync(Emulator azurite, int count)
    {
        await using var host = await StartAsync(azurite, recorder: null, () => new TaskCompletionSource());
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Starters },
            async (i, cancellation) => await host.Client.ScheduleNewOrchestrationInstanceAsync(
                Sleeper, i, new StartOrchestrationOptions(Id(i)), cancellation));
        await host.Engine.WhenIdleAsync();
    }

    private static string Id(int number) => $"waiting-{number:D6}";

    private sealed record Result(
        double BytesEach,
        double StartMilliseconds,
        double BareStartMilliseconds,
        double EventMilliseconds,
        double EventP95,
        double StorageShare,
        double RequestsEach);
}
