using System.Globalization;
using LipServerless.Embedded.Engine.History;

namespace LipServerless.Replay.Tests.Replaying;

/// <summary>Decisions for readers of a failed test.</summary>
internal static class Words
{
    public static string Of(ActionEvent action) => action switch
    {
        TaskScheduled task => string.Create(CultureInfo.InvariantCulture, $"a call of activity '{task.Name}' (#{task.Id}) with {(task.Input is null or "null" ? "nothing" : task.Input)}"),
        TimerCreated timer => string.Create(CultureInfo.InvariantCulture, $"a timer (#{timer.Id}) for {timer.FireAt:O}"),
        ChildCreated child => string.Create(CultureInfo.InvariantCulture, $"a call of sub-orchestration '{child.Name}' (#{child.Id}) as '{child.InstanceId}' with {child.Input ?? "nothing"}"),
        EventSent sent => string.Create(CultureInfo.InvariantCulture, $"an event '{sent.Name}' (#{sent.Id}) sent to '{sent.Target}'"),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No words for this decision."),
    };
}
