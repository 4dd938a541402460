using LipServerless.Embedded.Engine.History;

namespace LipServerless.Replay.Tests.Replaying;

/// <summary>One turn of a history: what it took, what was decided, how it ended.</summary>
/// <param name="Start">Position of its first event in the history.</param>
/// <param name="News">What it took.</param>
/// <param name="Decisions">What was decided, with positions.</param>
/// <param name="End">Set in the last turn of an execution that ended.</param>
internal sealed record Turn(
    int Start, IReadOnlyList<HistoryEvent> News, IReadOnlyList<(int Position, ActionEvent Action)> Decisions, ExecutionCompleted? End)
{
    public int Length => News.Count + Decisions.Count + (End is null ? 0 : 1);

    public static IEnumerable<Turn> Of(IReadOnlyList<HistoryEvent> history)
    {
        for (var start = 0; start < history.Count;)
        {
            var end = start + 1;
            while (end < history.Count && history[end] is not TurnStarted)
                end++;
            var events = Enumerable.Range(start, end - start).Select(position => (Position: position, Event: history[position])).ToList();
            yield return new Turn(
                start,
                [.. events.Select(one => one.Event).Where(one => one is not (ActionEvent or ExecutionCompleted))],
                [.. events.Where(one => one.Event is ActionEvent).Select(one => (one.Position, (ActionEvent)one.Event))],
                events.Select(one => one.Event).OfType<ExecutionCompleted>().SingleOrDefault());
            start = end;
        }
    }
}
