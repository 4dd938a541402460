using LipServerless.Embedded.Engine.Figures;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Runs activities, a bounded number at once, each in a scope of its own. At least once: a crash before the turn that takes
/// the result runs the activity again.
/// </summary>
internal sealed partial class ActivityRunner(
    IServiceScopeFactory scopes,
    DataConverter converter,
    TaskTable<Func<IServiceProvider, ITaskActivity>> activities,
    int atOnce,
    WorkGauge gauge,
    Mailboxes mailboxes,
    Lifetime lifetime,
    EngineFigures figures,
    ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim slots = new(atOnce, atOnce);
    private int running;

    public int Running => Volatile.Read(ref running);

    public void Start(InstanceRecord head, TaskScheduled call)
    {
        gauge.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Runner.RunAsync(work.Head, work.Call), (Runner: this, Head: head, Call: call), preferLocal: true);
    }

    public void Dispose() => slots.Dispose();

    private async Task RunAsync(InstanceRecord head, TaskScheduled call)
    {
        try
        {
            await slots.WaitAsync();
            Interlocked.Increment(ref running);
            try
            {
                // Not ours any more, or stopping: whoever owns the hub next runs it.
                if (!await lifetime.MayStartAsync())
                    return;
                var result = await CallAsync(head, call);
                mailboxes.Post(head.InstanceId, new Message(Key: null, result, head.ExecutionId));
            }
            finally
            {
                Interlocked.Decrement(ref running);
                slots.Release();
            }
        }
        finally
        {
            gauge.Leave();
        }
    }

    private async Task<ResultEvent> CallAsync(InstanceRecord head, TaskScheduled call)
    {
        var version = call.Version ?? head.Version;
        if (activities.Find(call.Name, version) is not { } create)
        {
            return new TaskFailed(call.Id, new Failure(
                Failure.NoSuchActivity, $"No activity task named '{call.Name}'{TaskTable.WithVersion(version)} was found.", Permanent: true));
        }

        using var span = EngineFigures.ActivitySpan(call.Name, head.InstanceId);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var activity = create(scope.ServiceProvider);
            var input = converter.Deserialize(call.Input, activity.InputType);
            var output = await activity.RunAsync(new Context(call.Name, head.InstanceId, version), input);
            var result = new TaskCompleted(call.Id, converter.Serialize(output));
            figures.ActivityEnded(call.Name, failure: null, span);
            return result;
        }
        catch (Exception failed)
        {
            figures.ActivityEnded(call.Name, failed.GetType().Name, span);
            LogFailed(logger, call.Name, head.InstanceId, Causes.Of(failed));
            return new TaskFailed(call.Id, Failure.From(failed));
        }
    }

    // Messages of exceptions may carry personal data: types and places are enough here, the rest stands in the history.
    [LoggerMessage(EventId = 5016, EventName = "ActivityFailed", Level = LogLevel.Warning,
        Message = "Activity {Activity} of {InstanceId} failed with {Failure}.")]
    private static partial void LogFailed(ILogger logger, string activity, string instanceId, string failure);

    private sealed class Context(string name, string instanceId, string? version) : TaskActivityContext
    {
        public override TaskName Name { get; } = new(name);

        public override string InstanceId { get; } = instanceId;

        public override string Version { get; } = version ?? string.Empty;
    }
}
