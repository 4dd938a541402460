using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Callers who wait for an instance to start or to end.</summary>
internal sealed class Waiters
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<TaskCompletionSource>> waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until <paramref name="read"/> shows a head that fits; asks again whenever the instance has changed.</summary>
    public async Task<InstanceRecord> WaitAsync(
        string instanceId,
        Func<InstanceRecord, bool> fits,
        Func<Task<InstanceRecord?>> read,
        CancellationToken cancellation)
    {
        while (true)
        {
            var change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Add(instanceId, change);
            try
            {
                if (await read() is { } head && fits(head))
                    return head;
                await change.Task.WaitAsync(cancellation);
            }
            finally
            {
                Remove(instanceId, change);
            }
        }
    }

    public void Changed(string instanceId)
    {
        List<TaskCompletionSource>? woken;
        lock (gate)
        {
            if (!waiting.Remove(instanceId, out woken))
                return;
        }

        foreach (var one in woken)
            one.TrySetResult();
    }

    private void Add(string instanceId, TaskCompletionSource change)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(instanceId, out var list))
                waiting.Add(instanceId, list = []);
            list.Add(change);
        }
    }

    private void Remove(string instanceId, TaskCompletionSource change)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(instanceId, out var list) && list.Remove(change) && list.Count == 0)
                waiting.Remove(instanceId);
        }
    }
}
