using LipServerless.Domain.Time;
using LipServerless.Embedded.Hosting.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Hosting.Timers;

/// <summary>
/// Runs timer-triggered functions by the process clock, which stands still during a call. A function never overlaps itself; slots
/// missed meanwhile, or while no host ran, are made up for by one call that is past due.
/// </summary>
internal sealed class TimerFunctions : IAsyncDisposable
{
    // As the Functions host: what recurs more often than this is not monitored.
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    // A call that begins this late has missed its slot.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly FunctionPipeline pipeline;
    private readonly TimerStore store;
    private readonly ProcessClock clock;
    private readonly IServiceProvider services;
    private readonly ILogger<TimerFunctions> log;
    private readonly List<(FunctionBinding Function, TimerSchedule Schedule)> timers;
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <exception cref="EmbeddedHostException">A schedule is wrong, or its setting is missing.</exception>
    public TimerFunctions(
        IEnumerable<FunctionBinding> functions,
        FunctionPipeline pipeline,
        TimerStore store,
        ProcessClock clock,
        IServiceProvider services)
    {
        this.pipeline = pipeline;
        this.store = store;
        this.clock = clock;
        this.services = services;
        log = services.GetRequiredService<ILogger<TimerFunctions>>();
        var settings = services.GetRequiredService<IConfiguration>();
        timers = [.. functions.Select(f => (f, TimerSchedule.Parse(f.Shape.Timer!.Schedule, settings)))];
    }

    /// <summary>Completes when every timer waits for its first instant, or has begun a first call that is due at once.</summary>
    public Task StartAsync()
    {
        var armed = timers.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        running = Task.WhenAll(timers.Zip(armed, (timer, ready) => Task.Run(() => RunAsync(timer.Function, timer.Schedule, ready))));
        return Task.WhenAll(armed.Select(ready => ready.Task));
    }

    /// <summary>Ends all waits, tells running calls to end, and waits for them until <paramref name="over"/> is cancelled.</summary>
    public async Task StopAsync(CancellationToken over)
    {
        await stopping.CancelAsync();
        try
        {
            await running.WaitAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // A call that does not end when told to ends with the process.
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (running.IsCompleted)
            stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(FunctionBinding function, TimerSchedule schedule, TaskCompletionSource armed)
    {
        var name = function.Shape.Name;
        try
        {
            await FollowAsync(function, schedule, armed);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
#pragma warning disable CA1031 // The outermost frame of a timer: one broken timer must not take the host down, and must be seen.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostLog.TimerBroken(log, error, name);
        }
        finally
        {
            armed.TrySetResult();
        }
    }

    private async Task FollowAsync(FunctionBinding function, TimerSchedule schedule, TaskCompletionSource armed)
    {
        var (name, trigger) = (function.Shape.Name, function.Shape.Timer!);
        var now = clock.GetUtcNow();
        var monitored = trigger.UseMonitor && RecursSlowly(schedule, now);
        var kept = monitored ? store.Read(name) : null;
        // A clock that was set back must not silence a timer until it has caught up.
        var status = kept is not null && kept.CountedFrom <= now ? kept : new TimerStatus(now, kept?.LastRun);
        if (monitored && status != kept)
            store.Write(name, status);
        var next = schedule.After(status.CountedFrom);
        if (trigger.RunOnStartup)
            next = next < now ? next : now;

        // The next wait begins before the hold of this one ends: else the clock could pass its instant in between.
        var wait = WaitFor(next);
        while (next is { } due)
        {
            if (!wait.IsCompleted)
                armed.TrySetResult();
            await wait.ConfigureAwait(false);
            using var hold = clock.Hold();
            armed.TrySetResult();
            (status, next) = await RunOnceAsync(function, schedule, monitored, status, due);
            wait = WaitFor(next);
        }

        Task WaitFor(DateTimeOffset? instant)
        {
            if (instant is not { } awaited)
                return Task.CompletedTask;
            HostLog.TimerScheduled(log, name, awaited);
            return clock.WaitUntilAsync(awaited, stopping.Token);
        }
    }

    private async Task<(TimerStatus Status, DateTimeOffset? Next)> RunOnceAsync(
        FunctionBinding function, TimerSchedule schedule, bool monitored, TimerStatus status, DateTimeOffset due)
    {
        var name = function.Shape.Name;
        var now = clock.GetUtcNow();
        var isPastDue = now - due >= Late;
        if (isPastDue)
            HostLog.TimerPastDue(log, name, due);
        var counted = isPastDue ? now : due;
        var next = schedule.After(counted);
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = monitored ? Report(status, next) : null };
        await CallAsync(function, info);
        var done = new TimerStatus(counted, now);
        if (monitored)
            store.Write(name, done);
        return (done, next);
    }

    private static bool RecursSlowly(TimerSchedule schedule, DateTimeOffset now) =>
        schedule.After(now) is not { } first || schedule.After(first) is not { } second || second - first >= ShortestMonitored;

    private static ScheduleStatus Report(TimerStatus status, DateTimeOffset? next) => new()
    {
        Last = status.LastRun?.UtcDateTime ?? default,
        Next = next?.UtcDateTime ?? default,
        LastUpdated = status.LastRun?.UtcDateTime ?? default,
    };

    private async Task CallAsync(FunctionBinding function, TimerInfo info)
    {
        await using var scope = services.CreateAsyncScope();
        var invocation = Invocation.OfTimer(function, scope.ServiceProvider, info, stopping.Token);
        try
        {
            await pipeline.InvokeAsync(invocation);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not counted as done: the next start makes up for it.
            throw;
        }
#pragma warning disable CA1031 // As in the Functions host a failed call is logged and the schedule goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HostLog.FunctionFailed(log, error, function.Shape.Name, invocation.InvocationId);
        }
    }
}
