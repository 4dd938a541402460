using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Hub;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Client;

/// <summary>What is raised at, or ordered of, an unfinished instance: a stored message for its next turn.</summary>
internal sealed class Orders(HubEngine engine, InstanceQueries queries)
{
    public Task RaiseAsync(string instanceId, EventRaised raised, CancellationToken cancellation) => StoreAsync(
        instanceId, raised, status => $"Cannot raise event '{raised.Name}' for instance '{instanceId}' because the instance is in {status} state.", cancellation);

    public Task TerminateAsync(string instanceId, ExecutionTerminated order, CancellationToken cancellation) => StoreAsync(
        instanceId, order, status => $"Cannot terminate the orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);

    public Task SuspendAsync(string instanceId, ExecutionSuspended order, CancellationToken cancellation) => StoreAsync(
        instanceId, order, status => $"Cannot suspend orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);

    public Task ResumeAsync(string instanceId, ExecutionResumed order, CancellationToken cancellation) => StoreAsync(
        instanceId, order, status => $"Cannot resume orchestration instance '{instanceId}' because the instance is in {status} state.", cancellation);

    /// <summary>Returns once the message is durable.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    private async Task StoreAsync(
        string instanceId, HistoryEvent what, Func<OrchestrationRuntimeStatus, string> refusal, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await engine.WhenStartedAsync(cancellation);
        using var held = engine.Gauge.Use();
        var head = await queries.HeadAsync(instanceId, withTexts: false, cancellation) ?? throw UnknownInstance.Error(instanceId);
        if (head.IsFinished)
            throw new InvalidOperationException(refusal(head.Status));
        var message = new Message(engine.Arrivals.NextKey(), what, Incarnation: head.Incarnation);
        await engine.Patience.ForCallerAsync(token => engine.Store.AddMessageAsync(instanceId, message, token), cancellation);
        engine.Mailboxes.Post(instanceId, message);
    }
}
