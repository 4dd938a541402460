using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>
/// Takes up a hub as its last owner left it: half-delivered outboxes first, then waiting messages, open activities, begun
/// instances and timers.
/// </summary>
internal sealed partial class Recovery(
    IHubStore store,
    Patience patience,
    HubOwnership? ownership,
    Courier courier,
    Mailboxes mailboxes,
    DueTimes dueTimes,
    ProcessClock clock,
    ILogger logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var found = await patience.UntilDoneAsync(ScanAsync, cancellation);

        // Receivers must not take what a crash left half delivered before its outbox is gone.
        foreach (var outbox in found.Select(one => one.Outbox).OfType<Outbox>())
            await courier.DeliverAsync(outbox, cancellation);
        var delivered = found.Select(one => one.Outbox).OfType<Outbox>().SelectMany(Courier.KeysOf).ToHashSet(StringComparer.Ordinal);

        HashSet<string> posted = new(StringComparer.Ordinal);
        foreach (var one in found.Where(one => one.Message is not null))
        {
            if (delivered.Contains(one.Message!.Key!))
                continue;
            mailboxes.Post(one.InstanceId, one.Message);
            posted.Add(one.InstanceId);
        }

        foreach (var head in found.Select(one => one.Head).OfType<InstanceRecord>())
            Resume(head);
        LogRecovered(logger, found.Count(one => one.Head is not null), posted.Count, delivered.Count);
    }

    /// <summary>All that is in the hub, as nobody else can change it any more.</summary>
    private async Task<List<FoundAtStart>> ScanAsync(CancellationToken cancellation)
    {
        List<FoundAtStart> all = [];
        await foreach (var one in store.ScanAsync(cancellation))
            all.Add(one);
        if (ownership is not { PredecessorMayLive: true })
            return all;

        // The last owner may only be paused. Every head gets a new fence, so that no commit it has begun can land behind our back.
        foreach (var head in all.Select(one => one.Head).OfType<InstanceRecord>())
        {
            try
            {
                await store.CommitAsync(new TurnCommit { Before = head, After = head, KeepsBacklog = true }, cancellation);
            }
            catch (Exception late) when (late is FencedException or InstanceGoneException)
            {
                // It has just landed: what was read is old.
                return await ScanAsync(cancellation);
            }
        }

        return all;
    }

    private void Resume(InstanceRecord head)
    {
        if (head.OpenActivities > 0)
            mailboxes.Post(head.InstanceId, new Message(Key: null, RunOpenActivities.Now));
        var mustBegin = head.Segments == 0 || head.HasBacklog;
        if (mustBegin && !(head.ScheduledStart > clock.GetUtcNow() && head.Status == OrchestrationRuntimeStatus.Pending))
            mailboxes.Post(head.InstanceId, Message.Wake);
        if (head.NextDue is { } due)
            dueTimes.Set(head.InstanceId, due);
    }

    [LoggerMessage(EventId = 5007, EventName = "HubTakenUp", Level = LogLevel.Information,
        Message = "Task hub taken up: {Unfinished} unfinished instances, messages for {WithMessages}, {Outboxes} outboxes delivered.")]
    private static partial void LogRecovered(ILogger logger, int unfinished, int withMessages, int outboxes);
}
