using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>What one turn takes from the mailbox: sorted into what counts and what is stale.</summary>
internal sealed class TurnBatch
{
    private readonly WarmState state;
    private readonly DateTime now;
    private HashSet<int>? ended;

    public TurnBatch(WarmState state, IReadOnlyList<Message> messages, DateTime now)
    {
        this.state = state;
        this.now = now;
        News.Add(new TurnStarted(now));
        if (state.History.Count == 0)
            News.Add(new ExecutionStarted());
        News.AddRange(state.Backlog);
        foreach (var message in messages)
        {
            if (message.Key is { } key)
                Keys.Add(key);
            if (IsMeantForUs(message))
                Take(message.Event);
        }
    }

    /// <summary>The turn's events, the beginning included.</summary>
    public List<HistoryEvent> News { get; } = [];

    /// <summary>Rows that this turn removes, stale ones too.</summary>
    public List<string> Keys { get; } = [];

    public bool RunsOpenActivities { get; private set; }

    public bool SawForeignAwait { get; private set; }

    public ExecutionTerminated? Termination => News.OfType<ExecutionTerminated>().FirstOrDefault();

    public bool RunsAgain { get; private set; }

    /// <summary>False if no code needs to run.</summary>
    public bool HasNews => News.Count > 1 || SawForeignAwait || RunsAgain;

    private bool IsMeantForUs(Message message) =>
        (message.ExecutionId is null || message.ExecutionId == state.Head.ExecutionId)
        && (message.Incarnation is null || message.Incarnation == state.Head.Incarnation);

    private void Take(HistoryEvent? what)
    {
        switch (what)
        {
            case null:
                TakeDueTimers();
                break;
            case RunOpenActivities:
                RunsOpenActivities = true;
                break;
            case RunAgain:
                RunsAgain = true;
                break;
            case ForeignAwaitSeen:
                SawForeignAwait = true;
                break;
            case ResultEvent result:
                // An activity that ran twice, a timer that was seen twice: the first result counts.
                if (state.Open.TryGetValue(result.Id, out var action) && Fits(action, result) && (ended ??= []).Add(result.Id))
                    News.Add(result);
                break;
            default:
                News.Add(what);
                break;
        }
    }

    private void TakeDueTimers()
    {
        var timers = state.AwaitedTimers ?? [.. state.Open.Values.OfType<TimerCreated>()];
        foreach (var timer in timers.Where(timer => timer.FireAt <= now).OrderBy(timer => timer.FireAt).ThenBy(timer => timer.Id))
            Take(new TimerFired(timer.Id));
    }

    private static bool Fits(ActionEvent action, ResultEvent result) => action switch
    {
        TaskScheduled => result is TaskCompleted or TaskFailed,
        ChildCreated => result is ChildCompleted or ChildFailed,
        TimerCreated => result is TimerFired,
        _ => false,
    };
}
