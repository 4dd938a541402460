using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Storage;

/// <summary>The head of an instance: what is known of it without reading its history. Immutable; one row in the table store.</summary>
internal sealed record InstanceRecord
{
    public required string InstanceId { get; init; }

    /// <summary>Changes with every generation: results of an earlier one are told apart by it.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Changes whenever the id is started anew, not with ContinueAsNew: what was meant for a finished instance never reaches its successor.</summary>
    public required long Incarnation { get; init; }

    /// <summary>Number of the history's rows in use; older rows are rubbish to be removed.</summary>
    public int Generation { get; init; }

    /// <summary>Count of history rows written in this generation.</summary>
    public int Segments { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? ScheduledStart { get; init; }

    /// <summary>The earliest instant at which this instance must be woken, if any: a timer's or the scheduled start.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Activities that have been scheduled and have not ended: they are started again after a crash.</summary>
    public int OpenActivities { get; init; }

    /// <summary>Events carried into this generation that no turn has taken yet.</summary>
    public bool HasBacklog { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public StoredText? Input { get; init; }

    public StoredText? Output { get; init; }

    public StoredText? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>The store's fence: changes with every commit.</summary>
    public string? ETag { get; init; }

    public bool IsFinished => Status
        is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated;
}

/// <summary>Who waits for this instance's end: the parent's execution and the number of the call in it.</summary>
internal sealed record ParentLink(string InstanceId, string Name, string ExecutionId, int TaskId);

/// <summary>A text that may be too long for a row. The store moves it to a blob and remembers where.</summary>
internal sealed class StoredText(string? text, string? blob = null)
{
    public string? Text { get; set; } = text;

    public string? Blob { get; set; } = blob;

    public static StoredText? Of(string? text) => text is null ? null : new StoredText(text);
}
