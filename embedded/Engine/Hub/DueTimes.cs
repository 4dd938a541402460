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
            if (at < waitingFor)
                interrupted = earlier;
        }

        interrupted?.Cancel();
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
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
                await (next == DateTimeOffset.MaxValue
                    ? Task.Delay(Timeout.Infinite, interrupt.Token)
                    : clock.WaitUntilAsync(next, interrupt.Token));
            }
            catch (OperationCanceledException)
            {
                continue;
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
    }

    public void Dispose() => earlier?.Dispose();

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
