using Microsoft.DurableTask;

namespace LipServerless.Replay.Tests.Recording;

/// <summary>
/// Lets activities run one at a time and in a fixed order: what the engine does at once comes in any order, and recordings must
/// not differ by it.
/// </summary>
internal sealed class ActivityGate
{
    private readonly Lock gate = new();
    private readonly SortedList<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>How many activities stand before the gate.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Registers the same tasks with the gate before each activity.</summary>
    public void Register(DurableTaskRegistry tasks, Action<DurableTaskRegistry> register)
    {
        DurableTaskRegistry plain = new();
        register(plain);
        foreach (var (name, create) in plain.GetActivities())
            tasks.AddActivity(name, services => new Gated(this, create(services)));
        foreach (var (name, create) in plain.GetOrchestrators())
            tasks.AddOrchestrator(name, () => create(NoServices.Instance));
    }

    /// <summary>Lets the first in the order of instances pass, if there is one.</summary>
    public void Release()
    {
        TaskCompletionSource? first = null;
        lock (gate)
        {
            if (waiting.Count > 0)
            {
                first = waiting.Values[0];
                waiting.RemoveAt(0);
            }
        }

        first?.SetResult();
    }

    private Task PassAsync(string instanceId)
    {
        TaskCompletionSource pass = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            // Throws for two activities of one instance: their order would have to be fixed as well.
            waiting.Add(instanceId, pass);
        }

        return pass.Task;
    }

    private sealed class Gated(ActivityGate gate, ITaskActivity inner) : ITaskActivity
    {
        public Type InputType => inner.InputType;

        public Type OutputType => inner.OutputType;

        public async Task<object?> RunAsync(TaskActivityContext context, object? input)
        {
            await gate.PassAsync(context.InstanceId);
            return await inner.RunAsync(context, input);
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
