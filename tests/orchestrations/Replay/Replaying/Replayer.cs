using System.Globalization;
using LipServerless.Embedded.Engine;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Turns;
using LipServerless.Testing.Fakes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace LipServerless.Replay.Tests.Replaying;

/// <summary>
/// Takes a recorded execution through its turns again, as the engine would after a restart before each of them, and compares what
/// today's code decides with what was decided then.
/// </summary>
/// <remarks>
/// Stricter than the engine, which compares number, kind and name of a decision: children's ids, timers' instants and all that
/// was recorded of inputs and outputs must be the same too. What was not there then, a new property say, may be there now.
/// A child's version may differ: it is today's default where the call names none.
/// </remarks>
internal sealed class Replayer
{
    private readonly Dictionary<string, Func<IServiceProvider, ITaskOrchestrator>> orchestrators;
    private readonly Dictionary<string, Func<IServiceProvider, ITaskActivity>> activities;
    private readonly TestOffice services = new();
    private readonly TurnEnvironment environment;

    public Replayer(Action<DurableTaskRegistry> register)
    {
        DurableTaskRegistry tasks = new();
        register(tasks);
        orchestrators = tasks.GetOrchestrators().ToDictionary(one => one.Key.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);
        activities = tasks.GetActivities().ToDictionary(one => one.Key.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);
        environment = new TurnEnvironment(
            JsonDataConverter.Default,
            NullLoggerFactory.Instance,
            new EmbeddedDurableTaskOptions().MaximumTimerInterval,
            Repository.TodaysVersion,
            new VersionRule(options: null),
            (name, _) => orchestrators.GetValueOrDefault(name)?.Invoke(services));
    }

    /// <summary>What keeps the history from fitting today's code, naming the first event that differs; null if it fits.</summary>
    public string? FirstDifference(RecordedHistory recorded)
    {
        foreach (var turn in Turn.Of(recorded.Events))
        {
            if (FirstDifference(recorded, turn) is { } difference)
                return $"{recorded.File}, {difference}";
        }

        return null;
    }

    /// <summary>What was sent to activities that today's activities cannot take; null if they can.</summary>
    public string? FirstUnreadableCall(RecordedHistory recorded)
    {
        for (var position = 0; position < recorded.Events.Count; position++)
        {
            if (recorded.Events[position] is TaskScheduled call && WhyUnreadable(call) is { } reason)
                return $"{recorded.File}, event {position} ({Words.Of(call)}): {reason}";
        }

        return null;
    }

    private string? FirstDifference(RecordedHistory recorded, Turn turn)
    {
        var sawForeign = false;
        var outcome = TurnExecutor.Run(
            recorded.Head, environment, [.. recorded.Events.Take(turn.Start)], turn.News, () => sawForeign = true);
        if (sawForeign)
            return At(turn.Start, "today's code awaits what is not the context's own");
        if (outcome.Ending is { Failure.Type: Failure.NonDeterministic } broken)
            return At(turn.Start, $"the engine refuses what came before this turn: {broken.Failure!.Message}");

        for (var i = 0; i < Math.Max(turn.Decisions.Count, outcome.Actions.Count); i++)
        {
            if (i == outcome.Actions.Count)
            {
                var (position, missing) = turn.Decisions[i];
                return At(position, $"history holds {Words.Of(missing)}; today's code {EndOr(outcome, "decides nothing more in this turn")}");
            }

            var today = outcome.Actions[i];
            if (i == turn.Decisions.Count)
                return At(turn.Start + turn.News.Count + i, $"history holds {After(recorded, turn)}; today's code decides {Words.Of(today)}");
            var (where, then) = turn.Decisions[i];
            if (!Fits(then, today))
                return At(where, $"history holds {Words.Of(then)}; today's code decides {Words.Of(today)}");
        }

        var last = turn.Start + turn.Length - 1;
        if (outcome.Restart is not null)
            return At(last, "today's code continues as new here");
        if (turn.End?.Status != outcome.Ending?.Status.ToString())
        {
            return At(
                turn.End is null ? last + 1 : last,
                $"history holds {After(recorded, turn)}; today's code {EndOr(outcome, "goes on")}");
        }

        return turn.End is null || Payload.Keeps(recorded.Output, outcome.Ending!.Output)
            ? null
            : At(last, $"it ended with {recorded.Output}; today's code ends with {outcome.Ending.Output}");
    }

    private string? WhyUnreadable(TaskScheduled call)
    {
        if (!activities.TryGetValue(call.Name, out var create))
            return "no activity of that name is registered";
        var converter = JsonDataConverter.Default;
        try
        {
            var read = converter.Serialize(converter.Deserialize(call.Input, create(services).InputType));
            return Payload.Keeps(call.Input, read) ? null : $"what today's activity reads of it is only {read}";
        }
        catch (System.Text.Json.JsonException fault)
        {
            return fault.Message;
        }
    }

    private static bool Fits(ActionEvent then, ActionEvent now) => (then, now) switch
    {
        _ when then.Id != now.Id => false,
        (TaskScheduled a, TaskScheduled b) => SameName(a.Name, b.Name) && a.Version == b.Version && Payload.Keeps(a.Input, b.Input),
        (TimerCreated a, TimerCreated b) => a.FireAt == b.FireAt,
        (ChildCreated a, ChildCreated b) => SameName(a.Name, b.Name) && a.InstanceId == b.InstanceId && Payload.Keeps(a.Input, b.Input),
        (EventSent a, EventSent b) => SameName(a.Name, b.Name) && a.Target == b.Target && Payload.Keeps(a.Payload, b.Payload),
        _ => false,
    };

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string At(int position, string what) => string.Create(CultureInfo.InvariantCulture, $"event {position}: {what}.");

    /// <summary>What history holds where today's code decides more.</summary>
    private static string After(RecordedHistory recorded, Turn turn) =>
        turn.End is not null ? $"the end ({turn.End.Status})"
        : turn.Start + turn.Length < recorded.Events.Count ? "the end of a turn" : "the end of what was recorded";

    private static string EndOr(TurnOutcome outcome, string otherwise) =>
        outcome.Ending is { } ending ? $"ends ({ending.Status}: {ending.Output})" : otherwise;
}
