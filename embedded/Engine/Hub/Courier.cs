using System.Globalization;
using LipServerless.Embedded.Engine.History;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Delivers outboxes. Receivers' rows are written first (idempotent: keyed by the outbox), then the outbox row is removed, and only
/// then do the receivers hear of it. So no crash loses a message or delivers one twice: while the outbox row is there, nobody has taken
/// what it delivers.
/// </summary>
internal sealed partial class Courier(
    IHubStore store, Patience patience, WorkGauge gauge, Mailboxes mailboxes, InstanceStarter starter, Lifetime lifetime, ILogger logger)
{
    private const int AtOnce = 16;

    /// <summary>Starts the delivery; the clock is held until it is done.</summary>
    public void Send(Outbox outbox, CancellationToken stopping)
    {
        gauge.Enter();
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await DeliverAsync(outbox, stopping);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    // The row stays; the next start of the hub delivers it.
                }
                catch (Exception broken)
                {
                    LogBroken(logger, broken, outbox.From);
                    if (broken is FencedException)
                        lifetime.LoseOwnership(broken.Message);
                }
                finally
                {
                    gauge.Leave();
                }
            },
            CancellationToken.None);
    }

    /// <summary>The keys under which the receivers' rows are written.</summary>
    public static IEnumerable<string> KeysOf(Outbox outbox) => Enumerable.Range(0, outbox.Items.Count).Select(index => KeyOf(outbox, index));

    /// <summary>Delivers one outbox to the end.</summary>
    public async Task DeliverAsync(Outbox outbox, CancellationToken stopping)
    {
        var arrived = new Action?[outbox.Items.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, outbox.Items.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
            async (index, _) => arrived[index] = await StoreAsync(outbox, index, stopping));
        await patience.UntilDoneAsync(token => store.RemoveOutboxAsync(outbox, token), stopping);
        foreach (var tell in arrived)
            tell?.Invoke();
    }

    private static string KeyOf(Outbox outbox, int index) => outbox.Key + "-" + index.ToString("D5", CultureInfo.InvariantCulture);

    private async Task<Action?> StoreAsync(Outbox outbox, int index, CancellationToken stopping)
    {
        var item = outbox.Items[index];
        if (item.Start is { } start)
            return await StartAsync(item.Target, start, outbox, index, stopping);
        return await StoreMessageAsync(item.Target, item.Event!, item.ExecutionId, outbox, index, stopping);
    }

    private async Task<Action?> StoreMessageAsync(
        string target, HistoryEvent what, string? executionId, Outbox outbox, int index, CancellationToken stopping)
    {
        var head = await starter.HeadAsync(target, stopping);
        if (head is null || (head.IsFinished && what is not (ChildCompleted or ChildFailed)))
        {
            LogNobody(logger, what.GetType().Name, target);
            return null;
        }

        var key = KeyOf(outbox, index);
        var message = new Message(key, what, executionId, head.Incarnation);
        await patience.UntilDoneAsync(token => store.AddMessageAsync(target, message, token), stopping);
        return () => mailboxes.Post(target, message);
    }

    private async Task<Action?> StartAsync(string id, ChildStart start, Outbox outbox, int index, CancellationToken stopping)
    {
        if (await starter.StartChildAsync(id, start, stopping))
            return () => mailboxes.Post(id, Message.Wake);
        var refused = new ChildFailed(start.Parent.TaskId, new Failure(
            "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
            $"An orchestration with the instance id '{id}' is running already.",
            Permanent: true));
        return await StoreMessageAsync(start.Parent.InstanceId, refused, start.Parent.ExecutionId, outbox, index, stopping);
    }

    [LoggerMessage(EventId = 5017, EventName = "EventDropped", Level = LogLevel.Information,
        Message = "{Event} for {InstanceId} is dropped: no such instance is running.")]
    private static partial void LogNobody(ILogger logger, string @event, string instanceId);

    [LoggerMessage(EventId = 5018, EventName = "MessagesUndeliverable", Level = LogLevel.Critical,
        Message = "Messages of {InstanceId} cannot be delivered.")]
    private static partial void LogBroken(ILogger logger, Exception exception, string instanceId);
}
