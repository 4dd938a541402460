using LipServerless.Domain.Time;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>The one scheduler: knows for each waiting instance the earliest instant it must be woken at, and waits for the earliest of all.</summary>
internal sealed class DueTimes(ProcessClock clock, WorkGauge gauge, Action<string> wake) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> dueOf = new(StringComparer.Ordinal);
    private PriorityQueue<string, DateTimeOffset> queue = new();
    private CancellationTokenSource? earlier;
    private DateTimeOffset waitingFor = DateTimeOffset.MaxValue;
    private bool rearming;
    private bool hasEnded;

    public int Count
    {
        get
        {
            lock (gate)
                return dueOf.Count;
        }
    }

    /// <summary>Sets, moves or (null) removes the instant for one instance.</summary>
    public void Set(string instanceId, DateTimeOffset? due)
    {
        CancellationTokenSource? interrupted = null;
        lock (gate)
        {
            if (due is not { } at)
            {
                dueOf.Remove(instanceId);
                return;
            }

            if (dueOf.TryGetValue(instanceId, out var known) && known == at)
                return;
            dueOf[instanceId] = at;
            queue.Enqueue(instanceId, at);
            if (queue.Count > 1000 + (2 * dueOf.Count))
                queue = new PriorityQueue<string, DateTimeOffset>(dueOf.Select(pair => (pair.Key, pair.Value)));
            if (at < waitingFor && !hasEnded)
            {
                // Counts as work until the wait has begun: the clock must not run past the instant meanwhile.
                if (!rearming)
                    gauge.Enter();
                rearming = true;
                interrupted = earlier;
            }
        }

        try
        {
            interrupted?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // That wait has just ended by itself; the next one looks for the earliest instant anyway.
        }
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        lock (gate)
        {
            dueOf.Clear();
            queue.Clear();
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        lock (gate)
            hasEnded = false;
        try
        {
            while (!stopping.IsCancellationRequested)
                await WaitOnceAsync(stopping);
        }
        finally
        {
            lock (gate)
                hasEnded = true;
            Rearmed();
        }
    }

    public void Dispose() => earlier?.Dispose();

    private async Task WaitOnceAsync(CancellationToken stopping)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        DateTimeOffset next;
        lock (gate)
        {
            waitingFor = next = Earliest();
            earlier = interrupt;
        }

        try
        {
            var wait = next == DateTimeOffset.MaxValue
                ? Task.Delay(Timeout.Infinite, interrupt.Token)
                : clock.WaitUntilAsync(next, interrupt.Token);
            Rearmed();
            await wait;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            lock (gate)
                earlier = null;
        }

        // Held before anything is taken: the clock must not run on between a due time and its consequences.
        using var held = gauge.Use();
        foreach (var instanceId in TakeDue(clock.GetUtcNow()))
            wake(instanceId);
    }

    private void Rearmed()
    {
        lock (gate)
        {
            // Something earlier may have come already; then its interrupt is on the way.
            if (!rearming || (Earliest() < waitingFor && !hasEnded))
                return;
            rearming = false;
        }

        gauge.Leave();
    }

    private DateTimeOffset Earliest()
    {
        while (queue.TryPeek(out var id, out var due))
        {
            if (dueOf.TryGetValue(id, out var current) && current == due)
                return due;
            queue.Dequeue();
        }

        return DateTimeOffset.MaxValue;
    }

    private List<string> TakeDue(DateTimeOffset now)
    {
        List<string> taken = [];
        lock (gate)
        {
            while (Earliest() <= now && queue.TryDequeue(out var id, out _))
            {
                dueOf.Remove(id);
                taken.Add(id);
            }
        }

        return taken;
    }
}
