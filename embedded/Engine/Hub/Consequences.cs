using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>What a committed turn brings about. All of it is in storage already and happens again after a crash.</summary>
internal sealed class Consequences(
    Mailboxes mailboxes, ActivityRunner activities, Courier courier, DueTimes dueTimes, Waiters waiters, Lifetime lifetime)
{
    /// <summary>Puts a message into a mailbox and queues the instance.</summary>
    public void Post(string instanceId, Message message) => mailboxes.Post(instanceId, message);

    /// <summary>Starts an activity.</summary>
    public void Start(InstanceRecord head, TaskScheduled call) => activities.Start(head, call);

    /// <summary>Delivers to other instances.</summary>
    public void Send(Outbox outbox) => courier.Send(outbox, lifetime.Stopping);

    /// <summary>Wakes the instance at that instant; null: at none.</summary>
    public void WakeAt(string instanceId, DateTimeOffset? due) => dueTimes.Set(instanceId, due);

    /// <summary>The head has changed.</summary>
    public void Changed(InstanceRecord head) => waiters.Changed(head);

    /// <summary>The instance needs nothing any more.</summary>
    public void Ended(Instance instance)
    {
        dueTimes.Set(instance.Id, due: null);
        instance.Warm = null;
    }
}
