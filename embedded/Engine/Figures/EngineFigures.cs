using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LipServerless.Embedded.Engine.Figures;

/// <summary>
/// Figures and spans of one engine, for whoever listens (docs/operations.md, "Figures"). While nobody does, a turn costs two reads of a field.
/// They carry names of tasks, instance ids, outcomes and counts; never an input, output, event or message of an exception.
/// </summary>
internal sealed class EngineFigures : IDisposable
{
    /// <summary>Name of meter and source, for exporters.</summary>
    public const string Name = "LipServerless.Engine";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> turns;
    private readonly Histogram<double> turnDuration;
    private readonly Counter<long> activities;
    private readonly Counter<long> storageFailures;

    public EngineFigures()
    {
        turns = Meter.CreateCounter<long>("lip.engine.turns", "{turn}", "Turns of orchestrations, by outcome.");
        turnDuration = Meter.CreateHistogram<double>("lip.engine.turn.duration", "s", "From taking the messages to the commit.");
        activities = Meter.CreateCounter<long>("lip.engine.activities", "{activity}", "Activities run, by task and outcome.");
        storageFailures = Meter.CreateCounter<long>("lip.engine.storage.failures", "{call}", "Calls of the hub's storage that failed and were repeated or given up.");
    }

    /// <summary>Offers the gauges. From now on listeners on any thread may ask.</summary>
    /// <param name="now">Reads the engine's state.</param>
    /// <param name="ready">How many instances have something to do and wait for their turn.</param>
    public void Observe(Func<EngineHealth> now, Func<int> ready)
    {
        Meter.CreateObservableGauge("lip.engine.ready", ready, "{instance}", "Instances that have something to do and wait for their turn.");
        Meter.CreateObservableGauge("lip.engine.waiting", () => now().WaitingForTime, "{instance}", "Instances that wait for a timer or a scheduled start.");
        Meter.CreateObservableGauge("lip.engine.work", () => now().QueuedOrRunning, "{work}", "Turns, activities, deliveries and calls that are queued or running.");
        Meter.CreateObservableGauge("lip.engine.stuck", () => now().StuckInstances, "{instance}", "Instances whose last turn met a fault.");
        Meter.CreateObservableGauge("lip.engine.owner", () => now().IsOwner ? 1 : 0, description: "1 while this process owns the task hub, 0 while it is a standby.");
    }

    /// <summary>This engine's own, so that listeners can tell several engines of one process apart.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>When a turn begins: its measure, which <see cref="TurnEnded"/> takes. Zero if nobody listens to durations.</summary>
    public long TurnBegins() => turnDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A span for a turn; null if nobody listens.</summary>
    public static Activity? TurnSpan(string instanceId) =>
        Source.HasListeners() ? Source.StartActivity("turn", ActivityKind.Internal, parentContext: default)?.SetTag("lip.instance", instanceId) : null;

    /// <summary>A span for an activity; null if nobody listens.</summary>
    public static Activity? ActivitySpan(string task, string instanceId) => Source.HasListeners()
        ? Source.StartActivity($"activity {task}", ActivityKind.Internal, parentContext: default)?.SetTag("lip.task", task).SetTag("lip.instance", instanceId)
        : null;

    /// <summary>A turn has ended, in whatever way.</summary>
    public void TurnEnded(long begin, in TurnResult result, Activity? span)
    {
        if (turns.Enabled)
            turns.Add(1, new KeyValuePair<string, object?>("outcome", result.Outcome));
        if (begin != 0)
            turnDuration.Record(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        if (span is null)
            return;
        if (result.Task is { } task)
        {
            span.DisplayName = $"turn {task}";
            span.SetTag("lip.task", task);
        }

        span.SetTag("lip.outcome", result.Outcome).SetTag("lip.events", result.Events).SetTag("lip.decisions", result.Decisions);
        if (result.Outcome is TurnResult.Fault or TurnResult.Failed)
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>An activity has ended.</summary>
    /// <param name="task">Its name.</param>
    /// <param name="failure">Type of the exception; null if it succeeded.</param>
    /// <param name="span">Its span.</param>
    public void ActivityEnded(string task, string? failure, Activity? span)
    {
        if (activities.Enabled)
            activities.Add(1, new("task", task), new("outcome", failure is null ? "completed" : "failed"));
        if (failure is not null)
            span?.SetStatus(ActivityStatusCode.Error, failure);
    }

    /// <summary>A call of the hub's storage failed.</summary>
    public void StorageFailed(string code)
    {
        if (storageFailures.Enabled)
            storageFailures.Add(1, new KeyValuePair<string, object?>("code", code));
    }

    public void Dispose() => Meter.Dispose();
}
