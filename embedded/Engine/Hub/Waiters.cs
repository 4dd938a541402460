using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Callers who wait for an instance to start or to end. They are woken once: by the head they wait for.</summary>
internal sealed class Waiters
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Waiter>> waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until the head fits: the one that <paramref name="read"/> finds, or a later one.</summary>
    /// <param name="instanceId">The instance; it need not exist yet.</param>
    /// <param name="fits">Asked about each head, on any thread; quick, and throws nothing.</param>
    /// <param name="read">Reads the head as it is now.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<InstanceRecord> WaitAsync(
        string instanceId,
        Func<InstanceRecord, bool> fits,
        Func<Task<InstanceRecord?>> read,
        CancellationToken cancellation)
    {
        // First in the list, then the question: no change falls between.
        var waiter = new Waiter(fits);
        Add(instanceId, waiter);
        try
        {
            if (await read() is { } head && fits(head))
                return head;
            return await waiter.Task.WaitAsync(cancellation);
        }
        finally
        {
            Remove(instanceId, waiter);
        }
    }

    /// <summary>The instance has a new head.</summary>
    public void Changed(InstanceRecord head)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(head.InstanceId, out var list))
                return;
            foreach (var waiter in list)
            {
                // Whoever waited goes on elsewhere, and leaves the list by itself.
                if (waiter.Fits(head))
                    waiter.TrySetResult(head);
            }
        }
    }

    private void Add(string instanceId, Waiter waiter)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(instanceId, out var list))
                waiting.Add(instanceId, list = []);
            list.Add(waiter);
        }
    }

    private void Remove(string instanceId, Waiter waiter)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(instanceId, out var list) && list.Remove(waiter) && list.Count == 0)
                waiting.Remove(instanceId);
        }
    }

    private sealed class Waiter(Func<InstanceRecord, bool> fits)
        : TaskCompletionSource<InstanceRecord>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Func<InstanceRecord, bool> Fits => fits;
    }
}
