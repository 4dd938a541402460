using System.Collections.Concurrent;
using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// The instances in memory. Whoever has something in its mailbox stands in the queue for a turn. All of it may be forgotten at any moment:
/// storage brings it back.
/// </summary>
internal sealed class Mailboxes
{
    private readonly ConcurrentDictionary<string, Instance> instances = new(StringComparer.Ordinal);
    private readonly RunQueue queue;
    private readonly WorkGauge gauge;
    private readonly WarmSet warm;

    public Mailboxes(RunQueue queue, WorkGauge gauge, int warmInstances)
    {
        this.queue = queue;
        this.gauge = gauge;
        warm = new WarmSet(warmInstances, Forget);
    }

    public int Count => instances.Count;

    /// <summary>Puts a message into a mailbox; queues the instance unless it is queued already.</summary>
    public void Post(string instanceId, Message message)
    {
        while (true)
        {
            var instance = At(instanceId);
            if (!instance.TryPost(message, out var mustQueue))
            {
                instances.TryRemove(KeyValuePair.Create(instanceId, instance));
                continue;
            }

            if (mustQueue)
            {
                gauge.Enter();
                queue.Add(instance);
            }

            return;
        }
    }

    /// <summary>Waits for the instance's turn to end and keeps others from beginning; the caller releases <see cref="Instance.Turn"/>.</summary>
    public async Task<Instance> LockAsync(string instanceId, CancellationToken cancellation)
    {
        while (true)
        {
            var instance = At(instanceId);
            await instance.Turn.WaitAsync(cancellation);
            if (!instance.IsRetired)
                return instance;
            instance.Turn.Release();
            instances.TryRemove(KeyValuePair.Create(instanceId, instance));
        }
    }

    /// <summary>The head, texts included, if the instance is warm.</summary>
    public InstanceRecord? WarmHead(string instanceId) =>
        instances.TryGetValue(instanceId, out var instance) ? instance.Warm?.Head : null;

    /// <summary>After a turn with nothing left to do: keeps the instance warm, or forgets it at once if it has ended.</summary>
    public void Rest(Instance instance)
    {
        if (instance.Warm is null)
        {
            warm.Remove(instance);
            Forget(instance);
        }
        else
        {
            warm.Used(instance);
        }
    }

    /// <summary>What is known of instances describes nothing any more: each is read again before its next turn.</summary>
    public void Chill()
    {
        foreach (var instance in instances.Values)
        {
            instance.Warm = null;
        }
    }

    private Instance At(string instanceId) => instances.GetOrAdd(instanceId, static id => new Instance(id));

    private void Forget(Instance instance)
    {
        if (instance.TryRetire())
            instances.TryRemove(KeyValuePair.Create(instance.Id, instance));
    }
}
