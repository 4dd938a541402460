using Microsoft.DurableTask;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>
/// Open waits and unclaimed events of one execution, exactly as Durable Task has them: names ignore case; unclaimed events
/// queue up; open waits of one name are a stack, so that the newest wait gets the next event; and a wait that was
/// cancelled stays on that stack and swallows the event it would have got.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter, OrchestratorThread thread)
{
    private readonly Dictionary<string, Stack<IWait>> waits = new(StringComparer.OrdinalIgnoreCase);
    private List<(string Name, string? Payload)> unclaimed = [];

    private interface IWait
    {
        Type EventType { get; }

        bool IsOpen { get; }

        void Complete(string? payload);
    }

    /// <summary>Whether some wait can still be completed by an event.</summary>
    public bool AnyOpenWait => waits.Values.Any(stack => stack.Any(wait => wait.IsOpen));

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        var index = unclaimed.FindIndex(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var payload = unclaimed[index].Payload;
            unclaimed.RemoveAt(index);
            return Task.FromResult(Read<T>(converter, payload));
        }

        if (!waits.TryGetValue(name, out var stack))
            waits.Add(name, stack = new Stack<IWait>());
        if (stack.TryPeek(out var newest) && newest.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument: '{name}' is awaited as {newest.EventType.FullName} already, now as {typeof(T).FullName}.",
                nameof(name));
        }

        var wait = new OpenWait<T>(converter);
        stack.Push(wait);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() =>
            {
                if (thread.CheckQuietly())
                    wait.Cancel(cancellation);
            });
        }

        return wait.Task;
    }

    /// <summary>Gives the event to the newest wait, or keeps it. Throws if its payload does not fit the wait's type.</summary>
    public void Raise(string name, string? payload)
    {
        if (!waits.TryGetValue(name, out var stack) || !stack.TryPop(out var wait))
        {
            unclaimed.Add((name, payload));
            return;
        }

        if (stack.Count == 0)
            waits.Remove(name);
        wait.Complete(payload);
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

    private sealed class OpenWait<T>(DataConverter converter) : IWait
    {
        private readonly TaskCompletionSource<T> source = new();

        public Type EventType => typeof(T);

        public bool IsOpen => !source.Task.IsCompleted;

        public Task<T> Task => source.Task;

        // A cancelled wait still reads its payload: what does not fit fails the orchestration either way.
        public void Complete(string? payload) => source.TrySetResult(Read<T>(converter, payload));

        public void Cancel(CancellationToken cancellation) => source.TrySetCanceled(cancellation);
    }
}
