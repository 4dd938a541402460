using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Standins.Tests.DurableTask;

/// <summary>Implements only what the package leaves abstract, and notes each call that arrives there.</summary>
internal sealed class RecordingContext : TaskOrchestrationContext
{
    public List<string> Calls { get; } = [];

    public TaskCompletionSource Timer { get; } = new();

    public TaskCompletionSource<object?> Event { get; } = new();

    public CancellationToken TimerToken { get; private set; }

    public CancellationToken EventToken { get; private set; }

    public bool Replaying { get; set; }

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public override TaskName Name => "round";

    public override string InstanceId => "round-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => Replaying;

    public override string Version => "1.2";

    protected override ILoggerFactory LoggerFactory => Loggers;

    public override T GetInput<T>() => throw new NotSupportedException();

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add($"activity<{typeof(TResult).Name}> {name} input={input ?? "null"} tags={Tags(options)}");
        return Task.FromResult(default(TResult)!);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Calls.Add($"timer {fireAt:HH:mm:ss}");
        TimerToken = cancellationToken;
        return Timer.Task.WaitAsync(cancellationToken);
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Calls.Add($"event {eventName}");
        EventToken = cancellationToken;
        return (T)(await Event.Task.WaitAsync(cancellationToken))!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Calls.Add($"sub<{typeof(TResult).Name}> {orchestratorName} input={input ?? "null"} tags={Tags(options)}");
        return Task.FromResult(default(TResult)!);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Calls.Add($"again {newInput ?? "null"} preserve={preserveUnprocessedEvents}");

    public override Guid NewGuid() => throw new NotSupportedException();

    private static string Tags(TaskOptions? options) => options is null ? "null" : string.Join(',', options.Tags?.Keys ?? []);
}
