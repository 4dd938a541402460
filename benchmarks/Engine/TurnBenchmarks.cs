using BenchmarkDotNet.Attributes;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LipServerless.EngineBenchmarks;

/// <summary>
/// Turns: whole ones of a warm instance in memory, from the raised event to the code that waited for it, and the bare computation with a short
/// and a long history.
/// </summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // BenchmarkDotNet calls the cleanup.
public class TurnBenchmarks
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim seen = new(0);
    private ServiceProvider? services;
    private DurableTaskClient? client;
    private List<HistoryEvent> shortNext = [];
    private List<HistoryEvent> longNext = [];
    private List<HistoryEvent> shortHistory = [];
    private List<HistoryEvent> longHistory = [];

    [GlobalSetup]
    public async Task StartAsync()
    {
        shortHistory = Samples.History(3, out shortNext);
        longHistory = Samples.History(99, out longNext);
        services = new ServiceCollection()
            .AddEmbeddedDurableTask(options => options.UseInMemoryStore(), tasks => tasks.AddOrchestratorFunc<int, int>("Echo", EchoAsync))
            .BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        client = services.GetRequiredService<DurableTaskClient>();
        await client.ScheduleNewOrchestrationInstanceAsync("Echo", 0, new StartOrchestrationOptions("echo"));
        await seen.WaitAsync();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        foreach (var service in services!.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
        await services!.DisposeAsync();
        seen.Dispose();
    }

    /// <summary>Two turns: one takes the event, one begins the next generation, so that the history stays short.</summary>
    [Benchmark]
    public async Task RaiseEvent_WarmInstance_TwoTurns()
    {
        await client!.RaiseEventAsync("echo", "tick", 1);
        await seen.WaitAsync();
    }

    [Benchmark]
    public object Turn_HistoryOf3Events() => TurnExecutor.Run(Samples.Head, Samples.Environment, shortHistory, shortNext, static () => { });

    [Benchmark]
    public object Replay_HistoryOf99Events() => TurnExecutor.Run(Samples.Head, Samples.Environment, longHistory, longNext, static () => { });

    private async Task<int> EchoAsync(TaskOrchestrationContext context, int input)
    {
        var tick = context.WaitForExternalEvent<int>("tick");
        if (!context.IsReplaying)
            seen.Release();
        context.ContinueAsNew(input + await tick);
        return 0;
    }
}
