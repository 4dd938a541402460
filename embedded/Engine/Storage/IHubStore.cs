using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>
/// Where a task hub lives. Every call that returns has changed storage durably; every call that throws may have done so,
/// and may be repeated as it was: all of them are idempotent.
/// </summary>
internal interface IHubStore : IAsyncDisposable
{
    /// <summary>Makes what the hub needs (tables, containers), if missing.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>All that a starting engine must know: unfinished heads (without texts), waiting messages, undelivered outboxes.</summary>
    IAsyncEnumerable<FoundAtStart> ScanAsync(CancellationToken cancellation);

    /// <summary>The head, or null.</summary>
    Task<InstanceRecord?> ReadAsync(string instanceId, bool withTexts, CancellationToken cancellation);

    /// <summary>The head with texts, history, backlog and waiting messages; or null.</summary>
    Task<LoadedInstance?> LoadAsync(string instanceId, CancellationToken cancellation);

    /// <summary>Stores a new instance in place of <paramref name="replaced"/> (null: of none) and all that belonged to it.</summary>
    /// <returns>The stored head; null if somebody else was quicker.</returns>
    Task<InstanceRecord?> CreateAsync(InstanceRecord record, InstanceRecord? replaced, CancellationToken cancellation);

    /// <summary>Stores a message; does nothing if its key is there already.</summary>
    Task AddMessageAsync(string instanceId, Message message, CancellationToken cancellation);

    /// <summary>Removes messages that nobody is to take; missing ones are no fault.</summary>
    Task DropMessagesAsync(string instanceId, IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Applies a turn.</summary>
    /// <returns>The head with its new fence.</returns>
    /// <exception cref="FencedException">The head was changed by somebody else.</exception>
    Task<InstanceRecord> CommitAsync(TurnCommit commit, CancellationToken cancellation);

    /// <summary>Removes an outbox that is delivered; a missing one is no fault.</summary>
    Task RemoveOutboxAsync(Outbox outbox, CancellationToken cancellation);

    /// <summary>Heads in the order of their ids.</summary>
    Task<IReadOnlyList<InstanceRecord>> QueryAsync(InstanceFilter filter, CancellationToken cancellation);

    /// <summary>Removes the instance with all that belongs to it.</summary>
    Task PurgeAsync(InstanceRecord record, CancellationToken cancellation);

    /// <summary>
    /// Removes blobs written before that instant that no row names: of messages taken, and of writes that a crash cut off before their row.
    /// Only while nothing is written that has begun before that instant.
    /// </summary>
    Task RemoveRubbishAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Whether a failed call may succeed when repeated later.</summary>
    bool IsTransient(Exception exception);
}

/// <summary>One find of a starting engine: exactly one of the three is set.</summary>
internal sealed record FoundAtStart(string InstanceId, InstanceRecord? Head = null, Message? Message = null, Outbox? Outbox = null);

/// <summary>An instance as storage holds it.</summary>
internal sealed record LoadedInstance(
    InstanceRecord Head, List<HistoryEvent> History, List<HistoryEvent> Backlog, IReadOnlyList<Message> Messages);

/// <summary>Which heads a query wants; all conditions hold together.</summary>
internal sealed record InstanceFilter
{
    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public DateTimeOffset? CompletedFrom { get; init; }

    public DateTimeOffset? CompletedTo { get; init; }

    public IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses { get; init; }

    public string? Prefix { get; init; }

    /// <summary>Only ids after this one.</summary>
    public string? After { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = int.MaxValue;

    public bool WithTexts { get; init; }

    public bool Matches(InstanceRecord head) =>
        (CreatedFrom is null || head.CreatedAt >= CreatedFrom)
        && (CreatedTo is null || head.CreatedAt <= CreatedTo)
        && (CompletedFrom is null || head.CompletedAt >= CompletedFrom)
        && (CompletedTo is null || head.CompletedAt <= CompletedTo)
        && (Statuses is null || Statuses.Contains(head.Status))
        && (Prefix is null || head.InstanceId.StartsWith(Prefix, StringComparison.Ordinal))
        && (After is null || string.CompareOrdinal(head.InstanceId, After) > 0);
}

/// <summary>Another writer changed what only the owner of the hub may change: this process owns it no longer.</summary>
internal sealed class FencedException(string instanceId)
    : Exception($"Instance '{instanceId}' was changed by another process: this one does not own the task hub any more.");
