using System.Text.Json;
using LipServerless.Testing;
using Microsoft.DurableTask;

namespace LipServerless.Rounds.Tests.FakeContext;

/// <summary>
/// A task hub on virtual time, single-threaded: runs orchestrators and the real activities, fires timers in their order, starts
/// children. Time passes only in <see cref="RunUntil"/>.
/// </summary>
internal sealed class VirtualHub : IActionSink
{
    private readonly ManualTimeProvider time;
    private readonly IServiceProvider services;
    private readonly Pump pump = new();
    private readonly PriorityQueue<(VirtualContext Context, int Sequence), (DateTime At, int Order)> timers = new();
    private readonly Dictionary<string, Func<IServiceProvider, ITaskActivity>> activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private int order;

    public VirtualHub(ManualTimeProvider time, IServiceProvider services, Action<DurableTaskRegistry> register)
    {
        this.time = time;
        this.services = services;
        var registry = new DurableTaskRegistry();
        register(registry);
        foreach (var (name, factory) in registry.GetActivities())
            activities.Add(name, factory);
        foreach (var (name, factory) in registry.GetOrchestrators())
            orchestrators.Add(name, factory);
    }

    public Dictionary<string, Instance> Instances { get; } = new(StringComparer.Ordinal);

    /// <summary>Inputs and results of everything that ran: what a real hub would have stored.</summary>
    public List<string> Payloads { get; } = [];

    /// <summary>Names of the activities that ran, in order, with the time at which they did.</summary>
    public List<(DateTimeOffset At, string Name)> Activities { get; } = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Instance Start(string name, string instanceId, object input)
    {
        var instance = Begin(name, instanceId, JsonSerializer.Serialize(input, input.GetType()), whenEnded: null);
        pump.Drain();
        return instance;
    }

    /// <summary>Raises an event; instances that have ended or are unknown take no notice.</summary>
    public void Raise(string eventName, params IEnumerable<string> instanceIds)
    {
        foreach (var id in instanceIds)
        {
            if (Instances.TryGetValue(id, out var instance) && !instance.Run.IsCompleted)
                pump.Post(() => instance.Context.Deliver(new HistoryEntry(Now, -1, eventName, null, null)));
        }

        pump.Drain();
    }

    /// <summary>Lets time pass, firing timers in their order.</summary>
    public void RunUntil(DateTimeOffset instant)
    {
        pump.Drain();
        for (var fired = 0; timers.TryPeek(out var timer, out var due) && due.At <= instant.UtcDateTime; fired++)
        {
            Assert.True(fired < 100_000, "Timers fire without end.");
            timers.Dequeue();
            if (!timer.Context.IsPending(timer.Sequence))
                continue;
            if (due.At > Now)
                time.SetUtcNow(new DateTimeOffset(due.At));
            timer.Context.Deliver(new HistoryEntry(Now, timer.Sequence, null, null, null));
            pump.Drain();
        }

        if (instant > time.GetUtcNow())
            time.SetUtcNow(instant);
    }

    /// <summary>Loses everything: instances, timers, events.</summary>
    public void Delete()
    {
        Instances.Clear();
        timers.Clear();
    }

    /// <summary>Plays each instance's history to a new orchestrator: it must ask for the same things in the same order.</summary>
    public void AssertReplaysAlike()
    {
        foreach (var instance in Instances.Values)
        {
            var context = new VirtualContext(instance.Name, instance.Context.InstanceId, instance.StartedAt, sink: null);
            Task<object?>? run = null;
            pump.Post(() => run = Orchestrate(instance.Name, context, instance.Input));
            pump.Drain();
            foreach (var entry in instance.Context.History)
            {
                context.Deliver(entry);
                pump.Drain();
            }

            Assert.Equal(instance.Context.Actions, context.Actions);
            Assert.Equal(instance.Run.Status, run!.Status);
        }
    }

    void IActionSink.Activity(VirtualContext context, int sequence, string name, string json) => pump.PostAsync(async () =>
    {
        Payloads.Add(json);
        Activities.Add((time.GetUtcNow(), name));
        HistoryEntry entry;
        try
        {
            var activity = activities[name](services);
            var result = await activity.RunAsync(new ActivityContext(name, context.InstanceId), JsonSerializer.Deserialize(json, activity.InputType));
            var answer = JsonSerializer.Serialize(result, activity.OutputType);
            Payloads.Add(answer);
            entry = new HistoryEntry(Now, sequence, null, answer, null);
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            entry = new HistoryEntry(Now, sequence, null, null, failure);
        }

        context.Deliver(entry);
    });

    void IActionSink.Child(VirtualContext context, int sequence, string name, string instanceId, string json) =>
        Begin(name, instanceId, json, child => context.Deliver(new HistoryEntry(
            Now, sequence, null, child.Run.IsCompletedSuccessfully ? JsonSerializer.Serialize(child.Run.Result) : null, child.Run.Exception?.InnerException)));

    void IActionSink.Timer(VirtualContext context, int sequence, DateTime fireAt) => timers.Enqueue((context, sequence), (fireAt, order++));

    private Instance Begin(string name, string instanceId, string json, Action<Instance>? whenEnded)
    {
        Payloads.Add(json);
        var instance = new Instance(name, json, Now, new VirtualContext(name, instanceId, Now, this));
        Assert.True(Instances.TryAdd(instanceId, instance) || Instances[instanceId].Run.IsCompleted, $"{instanceId} runs already.");
        Instances[instanceId] = instance;
        pump.PostAsync(async () =>
        {
            instance.Run = Orchestrate(name, instance.Context, json);
            await Task.WhenAny(instance.Run);
            if (whenEnded is not null)
                pump.Post(() => whenEnded(instance));
        });
        return instance;
    }

    private Task<object?> Orchestrate(string name, VirtualContext context, string json)
    {
        var orchestrator = orchestrators[name](services);
        return orchestrator.RunAsync(context, JsonSerializer.Deserialize(json, orchestrator.InputType));
    }

    private sealed class ActivityContext(string name, string instanceId) : TaskActivityContext
    {
        public override TaskName Name { get; } = name;

        public override string InstanceId { get; } = instanceId;
    }
}

/// <summary>A running or finished orchestration.</summary>
internal sealed class Instance(string name, string input, DateTime startedAt, VirtualContext context)
{
    public string Name { get; } = name;

    public string Input { get; } = input;

    public DateTime StartedAt { get; } = startedAt;

    public VirtualContext Context { get; } = context;

    public Task<object?> Run { get; set; } = new TaskCompletionSource<object?>().Task;
}
