using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Rounds.Tests.FakeContext;

/// <summary>What carries out the actions of a context; a replay has none.</summary>
internal interface IActionSink
{
    void Activity(VirtualContext context, int sequence, string name, string json);

    void Child(VirtualContext context, int sequence, string name, string instanceId, string json);

    void Timer(VirtualContext context, int sequence, DateTime fireAt);
}

/// <summary>
/// An orchestration's context on virtual time. It records what the orchestrator asked for and what reached it, so that the same
/// history can be played to a second object: inputs and results go through JSON, failures through the engine's exception.
/// </summary>
internal sealed class VirtualContext(string name, string instanceId, DateTime startedAt, IActionSink? sink) : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<HistoryEntry>> pending = [];
    private readonly Dictionary<string, (int Sequence, Action<string?> Complete)> waits = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Event, string? Json)> buffered = [];
    private readonly HashSet<int> timers = [];

    public List<string> Actions { get; } = [];

    public List<HistoryEntry> History { get; } = [];

    public override TaskName Name { get; } = name;

    public override string InstanceId { get; } = instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => History.Count > 0 ? History[^1].At : startedAt;

    public override bool IsReplaying => sink is null;

    /// <summary>Timers that would keep a finished orchestration running.</summary>
    public int OpenTimers => timers.Count(pending.ContainsKey);

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public bool IsPending(int sequence) => pending.ContainsKey(sequence);

    /// <summary>Hands over what reached the orchestration. Continuations run on the pump.</summary>
    public void Deliver(HistoryEntry entry)
    {
        History.Add(entry);
        if (entry.Event is not null)
        {
            if (waits.Remove(entry.Event, out var wait))
                wait.Complete(entry.Json);
            else
                buffered.Add((entry.Event, entry.Json));
        }
        else if (pending.Remove(entry.Sequence, out var complete))
        {
            complete(entry);
        }
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CallOnce<TResult>(name, input);
            }
            catch (TaskFailedException failure) when (options?.Retry?.Policy is { } policy && attempt < policy.MaxNumberOfAttempts && policy.Handle(failure))
            {
                var delay = policy.FirstRetryInterval * Math.Pow(policy.BackoffCoefficient, attempt - 1);
                await CreateTimer(delay < policy.MaxRetryInterval ? delay : policy.MaxRetryInterval, CancellationToken.None);
            }
        }
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? throw new InvalidOperationException("A child without an id.");
        var (sequence, task) = Begin<TResult>($"child {orchestratorName.Name} {child}", orchestratorName);
        sink?.Child(this, sequence, orchestratorName, child, Json(input));
        return task;
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Assert.Equal(DateTimeKind.Utc, fireAt.Kind);
        var sequence = Actions.Count;
        Actions.Add($"timer {fireAt:O}");
        timers.Add(sequence);
        var source = new TaskCompletionSource();
        pending[sequence] = _ => source.SetResult();
        cancellationToken.Register(() =>
        {
            if (pending.Remove(sequence))
                source.SetCanceled(cancellationToken);
        });
        sink?.Timer(this, sequence, fireAt);
        return source.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Assert.False(waits.ContainsKey(eventName), "A second open wait for the same event: the engine would give events to either.");
        Actions.Add($"wait {eventName}");
        var source = new TaskCompletionSource<T>();
        if (buffered.FindIndex(item => string.Equals(item.Event, eventName, StringComparison.OrdinalIgnoreCase)) is var at and >= 0)
        {
            source.SetResult(Read<T>(buffered[at].Json));
            buffered.RemoveAt(at);
        }
        else
        {
            waits[eventName] = (Actions.Count - 1, json => source.SetResult(Read<T>(json)));
        }

        return source.Task;
    }

    public override T? GetInput<T>()
        where T : default
        => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => Actions.Add($"status {Json(customStatus)}");

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    private Task<TResult> CallOnce<TResult>(TaskName name, object? input)
    {
        var (sequence, task) = Begin<TResult>($"activity {name.Name}", name);
        sink?.Activity(this, sequence, name, Json(input));
        return task;
    }

    private (int Sequence, Task<TResult> Task) Begin<TResult>(string action, TaskName name)
    {
        var sequence = Actions.Count;
        Actions.Add(action);
        var source = new TaskCompletionSource<TResult>();
        pending[sequence] = entry =>
        {
            if (entry.Failure is null)
                source.SetResult(Read<TResult>(entry.Json));
            else
                source.SetException(new TaskFailedException(name, sequence, entry.Failure));
        };
        return (sequence, source.Task);
    }

    private static T Read<T>(string? json) => json is null ? default! : JsonSerializer.Deserialize<T>(json)!;

    private static string Json(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object));
}
