using LipServerless.Embedded.Engine.History;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// What the orchestrator decided in earlier turns. A replayed decision that is found here needs no object of its own and no input: what was
/// recorded counts. One that is not, or is another, is made anew, and <see cref="Determinism"/> judges it.
/// </summary>
internal sealed class RecordedActions(IReadOnlyList<HistoryEvent> past)
{
    // Both code and history count upwards.
    private int position;

    /// <summary>The call of that number, if it was recorded under that name.</summary>
    public TaskScheduled? Call(int id, string name) =>
        At(id) is TaskScheduled call && string.Equals(call.Name, name, StringComparison.OrdinalIgnoreCase) ? call : null;

    /// <summary>The timer of that number; it fires when it was set to, whatever the code says today.</summary>
    public TimerCreated? Timer(int id) => At(id) as TimerCreated;

    private ActionEvent? At(int id)
    {
        for (; position < past.Count; position++)
        {
            if (past[position] is ActionEvent action && action.Id >= id)
                return action.Id == id ? action : null;
        }

        return null;
    }
}
