using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// Open waits and unclaimed events of one execution, exactly as Durable Task has them: names ignore case; unclaimed events
/// queue up; open waits of one name are a stack, so that the newest wait gets the next event; and a wait that was
/// cancelled stays on that stack and swallows the event it would have got.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter, OrchestratorThread thread)
{
    // The newest wait of each name; each knows the one before it.
    private readonly Dictionary<string, IWait> waits = new(StringComparer.OrdinalIgnoreCase);
    private List<(string Name, string? Payload)> unclaimed = [];

    private interface IWait
    {
        Type EventType { get; }

        bool IsOpen { get; }

        IWait? Older { get; }

        void Complete(string? payload);
    }

    /// <summary>Whether some wait can still be completed by an event.</summary>
    public bool AnyOpenWait
    {
        get
        {
            foreach (var newest in waits.Values)
            {
                for (var wait = newest; wait is not null; wait = wait.Older)
                {
                    if (wait.IsOpen)
                        return true;
                }
            }

            return false;
        }
    }

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (IndexOf(name) is >= 0 and var index)
        {
            var payload = unclaimed[index].Payload;
            unclaimed.RemoveAt(index);
            return Task.FromResult(Read<T>(converter, payload));
        }

        if (waits.TryGetValue(name, out var newest) && newest.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument: '{name}' is awaited as {newest.EventType.FullName} already, now as {typeof(T).FullName}.",
                nameof(name));
        }

        var wait = new OpenWait<T>(converter, newest);
        waits[name] = wait;
        if (cancellation.CanBeCanceled)
            CancelWith(wait, cancellation);
        return wait.Task;
    }

    /// <summary>Gives the event to the newest wait, or keeps it. Throws if its payload does not fit the wait's type.</summary>
    public void Raise(string name, string? payload)
    {
        if (!waits.Remove(name, out var newest))
        {
            unclaimed.Add((name, payload));
            return;
        }

        if (newest.Older is { } older)
            waits[name] = older;
        newest.Complete(payload);
    }

    /// <summary>Takes all unclaimed events, in their order of arrival.</summary>
    public IReadOnlyList<(string Name, string? Payload)> TakeUnclaimed()
    {
        var taken = unclaimed;
        unclaimed = [];
        return taken;
    }

    // The cast is meant: null for a value type is a NullReferenceException, which fails the orchestration, as it does on Azure.
#pragma warning disable CA2263
    private static T Read<T>(DataConverter converter, string? payload) => (T)converter.Deserialize(payload, typeof(T))!;
#pragma warning restore CA2263

    private int IndexOf(string name)
    {
        for (var i = 0; i < unclaimed.Count; i++)
        {
            if (string.Equals(unclaimed[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private void CancelWith<T>(OpenWait<T> wait, CancellationToken cancellation) => cancellation.Register(() =>
    {
        if (thread.CheckQuietly())
            wait.TrySetCanceled(cancellation);
    });

    private sealed class OpenWait<T>(DataConverter converter, IWait? older) : TaskCompletionSource<T>, IWait
    {
        public Type EventType => typeof(T);

        public bool IsOpen => !Task.IsCompleted;

        public IWait? Older => older;

        // A cancelled wait still reads its payload: what does not fit fails the orchestration either way.
        public void Complete(string? payload) => TrySetResult(Read<T>(converter, payload));
    }
}
