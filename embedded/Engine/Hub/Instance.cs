using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// An instance in memory: its mailbox, and what is known of it while it is warm. Whoever only waits is forgotten; the store
/// and the scheduler hold all that is needed to bring it back.
/// </summary>
internal sealed class Instance(string id)
{
    private readonly Lock gate = new();
    private List<Message> mailbox = [];
    private List<Message>? parked;
    private bool queued;
    private bool retired;

    public string Id { get; } = id;

    /// <summary>Held by whoever changes the instance: a turn, or a client's start, purge or rewind.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>What the last turn left, while warm. Changed only by the holder of <see cref="Turn"/>.</summary>
    public WarmState? Warm { get; set; }

    /// <summary>Where the instance stands in <see cref="WarmSet"/>.</summary>
    public LinkedListNode<Instance>? Place { get; set; }

    /// <summary>Adds to the mailbox.</summary>
    /// <param name="message">What to add.</param>
    /// <param name="mustQueue">True if the caller must now queue the instance for a turn.</param>
    /// <returns>False if this object was retired; a new one must be made.</returns>
    public bool TryPost(Message message, out bool mustQueue)
    {
        lock (gate)
        {
            mustQueue = !retired && !queued;
            if (retired)
                return false;
            mailbox.Add(message);
            queued = true;
            return true;
        }
    }

    /// <summary>The next messages, at most as many as fit a turn.</summary>
    public List<Message> Take()
    {
        lock (gate)
        {
            if (mailbox.Count <= Limits.MessagesPerTurn)
            {
                var all = mailbox;
                mailbox = [];
                return all;
            }

            var some = mailbox.GetRange(0, Limits.MessagesPerTurn);
            mailbox.RemoveRange(0, Limits.MessagesPerTurn);
            return some;
        }
    }

    /// <summary>Returns what a turn took and did not commit.</summary>
    public void PutBack(List<Message> messages)
    {
        lock (gate)
            mailbox.InsertRange(0, messages);
    }

    /// <summary>Keeps messages for the scheduled start.</summary>
    public void Park(IEnumerable<Message> messages)
    {
        lock (gate)
            (parked ??= []).AddRange(messages);
    }

    /// <summary>What was kept for the scheduled start.</summary>
    public IReadOnlyList<Message> Unpark()
    {
        lock (gate)
        {
            var all = parked;
            parked = null;
            return all ?? [];
        }
    }

    /// <summary>Ends a turn.</summary>
    /// <returns>True if more has arrived meanwhile: the instance stays queued.</returns>
    public bool StaysQueued()
    {
        lock (gate)
            return queued = mailbox.Count > 0;
    }

    public bool IsRetired
    {
        get
        {
            lock (gate)
                return retired;
        }
    }

    /// <summary>Gives the object up if nothing needs it; afterwards <see cref="TryPost"/> refuses.</summary>
    public bool TryRetire()
    {
        if (!Turn.Wait(0))
            return false;
        try
        {
            lock (gate)
            {
                if (queued || parked is { Count: > 0 })
                    return false;
                return retired = true;
            }
        }
        finally
        {
            Turn.Release();
        }
    }
}

/// <summary>An instance as of its last commit.</summary>
internal sealed class WarmState
{
    public WarmState(InstanceRecord head, List<HistoryEvent> history, IReadOnlyList<HistoryEvent> backlog)
    {
        Head = head;
        History = history;
        Backlog = backlog;
        foreach (var one in history)
            Note(one);
    }

    public InstanceRecord Head { get; set; }

    public List<HistoryEvent> History { get; }

    public IReadOnlyList<HistoryEvent> Backlog { get; set; }

    /// <summary>Actions without a result yet, by number.</summary>
    public Dictionary<int, ActionEvent> Open { get; } = [];

    /// <summary>Timers that somebody still waits for; null until a turn has run (then all open ones count).</summary>
    public IReadOnlyList<TimerCreated>? AwaitedTimers { get; set; }

    public DateTime LastTurn { get; private set; }

    /// <summary>Every action of the history has a lower number.</summary>
    public int NextActionId { get; private set; }

    public void Append(IReadOnlyList<HistoryEvent> events)
    {
        History.AddRange(events);
        foreach (var one in events)
            Note(one);
    }

    private void Note(HistoryEvent one)
    {
        if (one is ActionEvent numbered)
            NextActionId = Math.Max(NextActionId, numbered.Id + 1);
        switch (one)
        {
            case TurnStarted turn:
                LastTurn = turn.At;
                break;
            case TaskScheduled or ChildCreated or TimerCreated:
                Open[((ActionEvent)one).Id] = (ActionEvent)one;
                break;
            case ResultEvent result:
                Open.Remove(result.Id);
                break;
        }
    }
}
