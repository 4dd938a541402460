namespace LipServerless.Rounds.Tests.FakeContext;

/// <summary>Runs orchestrators on the thread that drains it, one continuation after the other, in order.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> work = new();
    private readonly List<Task> begun = [];

    public override void Post(SendOrPostCallback d, object? state) => work.Enqueue((d, state));

    public void Post(Action action) => Post(_ => action(), null);

    public void PostAsync(Func<Task> action) => Post(() => begun.Add(action()));

    public void Drain()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            for (var turns = 0; work.TryDequeue(out var next); turns++)
            {
                if (turns > 100_000)
                    throw new InvalidOperationException("An orchestrator turns without end.");
                next.Work(next.State);
            }

            // What failed here is the fake's own failure or an assertion in it.
            if (begun.Find(task => task.IsFaulted) is { Exception: { } failure })
                throw failure;
            begun.RemoveAll(task => task.IsCompleted);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
