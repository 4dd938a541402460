using LipServerless.Domain.Time;
using LipServerless.Embedded.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Hub;

/// <summary>Starts instances, for clients and for parents: one id, one unfinished instance.</summary>
internal sealed class InstanceStarter(
    IHubStore store, Patience patience, Mailboxes mailboxes, DueTimes dueTimes, Waiters waiters, Arrivals arrivals, ProcessClock clock)
{
    /// <summary>Stores a new instance and lets it begin, now or at its time.</summary>
    /// <exception cref="InstanceAlreadyExistsException">The id is taken.</exception>
    public async Task StartAsync(string instanceId, Blueprint blueprint, IReadOnlyList<string> dedupeStatuses, CancellationToken cancellation)
    {
        while (true)
        {
            var existing = mailboxes.WarmHead(instanceId)
                ?? await patience.ForCallerAsync(token => store.ReadAsync(instanceId, withTexts: false, token), cancellation);
            if (existing is not null
                && (!existing.IsFinished || dedupeStatuses.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase)))
                throw new InstanceAlreadyExistsException(instanceId, existing.Status.ToString());
            var record = Begin(instanceId, blueprint, existing);
            if (!await CreateAsync(record, existing, cancellation))
                continue;
            if (record.ScheduledStart is { } later)
                dueTimes.Set(instanceId, later);
            else
                mailboxes.Post(instanceId, Message.Wake);
            return;
        }
    }

    /// <summary>Stores a child as pending; the caller wakes it.</summary>
    /// <returns>True also if exactly this start is stored already; false if another instance of that id is running.</returns>
    public async Task<bool> StartChildAsync(string instanceId, ChildStart start, CancellationToken stopping)
    {
        while (true)
        {
            var existing = await HeadAsync(instanceId, stopping);
            if (existing?.Parent == start.Parent)
                return true;
            if (existing is { IsFinished: false })
                return false;
            var record = Begin(instanceId, new Blueprint(start.Name, start.Version, start.Input, StartAt: null, start.Tags), existing);
            if (await CreateAsync(record with { Parent = start.Parent }, existing, stopping))
                return true;
        }
    }

    /// <summary>The head, from memory or storage; null if there is none.</summary>
    public async Task<InstanceRecord?> HeadAsync(string instanceId, CancellationToken stopping) =>
        mailboxes.WarmHead(instanceId)
        ?? await patience.UntilDoneAsync(token => store.ReadAsync(instanceId, withTexts: false, token), stopping);

    private InstanceRecord Begin(string instanceId, Blueprint blueprint, InstanceRecord? existing)
    {
        var now = clock.GetUtcNow();
        var startAt = blueprint.StartAt is { } at && at > now ? at.ToUniversalTime() : (DateTimeOffset?)null;
        return new InstanceRecord
        {
            InstanceId = instanceId,
            ExecutionId = Guid.NewGuid().ToString("N"),
            Incarnation = arrivals.NextNumber(),
            Generation = (existing?.Generation ?? 0) + 1,
            Name = blueprint.Name,
            Version = blueprint.Version,
            Status = OrchestrationRuntimeStatus.Pending,
            CreatedAt = now,
            LastUpdatedAt = now,
            ScheduledStart = startAt,
            NextDue = startAt,
            Tags = blueprint.Tags,
            Input = StoredText.Of(blueprint.Input),
        };
    }

    /// <summary>Stores the new instance unless somebody was quicker.</summary>
    private async Task<bool> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation)
    {
        InstanceRecord? created;
        var instance = await mailboxes.LockAsync(record.InstanceId, cancellation);
        try
        {
            instance.Warm = null;
            created = await patience.UntilDoneAsync(token => store.CreateAsync(record, replaced, token), cancellation);
            if (created is null)
                return false;
            instance.Warm = new WarmState(created, [], []);
        }
        finally
        {
            instance.Turn.Release();
        }

        waiters.Changed(created);
        return true;
    }
}

/// <summary>What an instance is started with.</summary>
internal sealed record Blueprint(
    string Name, string? Version, string? Input, DateTimeOffset? StartAt, IReadOnlyDictionary<string, string>? Tags);
