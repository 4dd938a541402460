namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// The instances that have something to do, and the workers that take them, a bounded number at once. The newest goes first: what has just
/// run is still in the processor's caches, and ends soonest. But every <see cref="Fairness"/>-th turn is the one's that has waited
/// longest, so that nobody starves behind instances that never rest.
/// </summary>
internal sealed class RunQueue : IThreadPoolWorkItem
{
    private const int Fairness = 16;

    private readonly Lock gate = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A ring: the oldest is at the start.
    private Instance?[] ring = new Instance?[64];
    private int start;
    private int count;
    private int takes;

    private Func<Instance, Task>? run;
    private int atOnce;
    private int workers;
    private bool isClosed;

    /// <summary>How many instances wait for their turn.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    /// <summary>Begins to take instances, those already queued too.</summary>
    /// <param name="turnsAtOnce">How many workers there are at most.</param>
    /// <param name="turn">Takes an instance one turn further; throws nothing.</param>
    public void Open(int turnsAtOnce, Func<Instance, Task> turn)
    {
        int begin;
        lock (gate)
        {
            run = turn;
            atOnce = turnsAtOnce;
            begin = workers = Math.Min(count, atOnce);
        }

        for (var i = 0; i < begin; i++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Takes nobody any more; completes when the turns under way have ended.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
            if (workers == 0)
                ended.TrySetResult();
        }

        return ended.Task;
    }

    public void Add(Instance instance)
    {
        lock (gate)
        {
            if (count == ring.Length)
                Grow();
            ring[(start + count++) % ring.Length] = instance;
            if (run is null || isClosed || workers == atOnce)
                return;
            workers++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>One worker: one turn after the other, until nobody is left.</summary>
    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private async Task WorkAsync()
    {
        while (Take() is { } next)
        {
            await run!(next);

            // Activities and callers take their turns of the processor between ours.
            await Task.Yield();
        }
    }

    private Instance? Take()
    {
        lock (gate)
        {
            if (count == 0 || isClosed)
            {
                if (--workers == 0 && isClosed)
                    ended.TrySetResult();
                return null;
            }

            count--;
            var place = start + count;
            if (++takes % Fairness == 0)
                place = start++;
            place %= ring.Length;
            start %= ring.Length;
            var taken = ring[place];
            ring[place] = null;
            return taken;
        }
    }

    private void Grow()
    {
        var larger = new Instance?[ring.Length * 2];
        for (var i = 0; i < count; i++)
            larger[i] = ring[(start + i) % ring.Length];
        (ring, start) = (larger, 0);
    }
}
