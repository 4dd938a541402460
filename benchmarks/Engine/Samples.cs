using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.EngineBenchmarks;

/// <summary>Instances and histories as the engine makes them.</summary>
internal static class Samples
{
    private static readonly DateTime Start = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    public static InstanceRecord Head { get; } = new()
    {
        InstanceId = "sample",
        ExecutionId = "0123456789abcdef0123456789abcdef",
        Incarnation = 1,
        Name = "Sample",
        Status = OrchestrationRuntimeStatus.Running,
        CreatedAt = new DateTimeOffset(Start),
        LastUpdatedAt = new DateTimeOffset(Start),
        Input = StoredText.Of("1"),
        ETag = "1",
    };

    /// <summary>Calls activities one after the other, for ever.</summary>
    public static TurnEnvironment Environment { get; } = new(
        JsonDataConverter.Default, NullLoggerFactory.Instance, TimeSpan.FromDays(3), DefaultVersion: null, new VersionRule(options: null), (_, _) => new Caller());

    /// <summary>
    /// Turns of three events each (begin, result, next call) up to the given number of events; the last call is open, and
    /// <paramref name="next"/> is the turn that brings its result.
    /// </summary>
    public static List<HistoryEvent> History(int events, out List<HistoryEvent> next)
    {
        List<HistoryEvent> history = [new TurnStarted(Start), new ExecutionStarted(), Call(0)];
        var id = 0;
        while (history.Count < events)
        {
            history.Add(new TurnStarted(Start.AddMinutes(id + 1)));
            history.Add(new TaskCompleted(id, Result));
            history.Add(Call(++id));
        }

        next = [new TurnStarted(Start.AddMinutes(id + 1)), new TaskCompleted(id, Result)];
        return history;
    }

    private const string Result = """{"Kind":"Wait","At":"2026-04-10T22:00:00+00:00","MailId":null}""";

    private static TaskScheduled Call(int id) =>
        new(id, "ReadBodyStep", Version: null, """{"RoundId":"lip-r1","BodyId":"beirat-01","Generation":1,"AsOf":"2026-03-02T08:00:00+00:00"}""");

    private sealed record StepInput(string RoundId, string BodyId, int Generation, DateTimeOffset AsOf);

    private sealed record Step(string Kind, DateTimeOffset? At, string? MailId);

    private sealed class Caller : TaskOrchestrator<int, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
        {
            while (true)
            {
                var what = new StepInput("lip-r1", "beirat-01", input, new DateTimeOffset(context.CurrentUtcDateTime));
                await context.CallActivityAsync<Step>("ReadBodyStep", what);
            }
        }
    }
}
