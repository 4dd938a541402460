using System.Text.Json.Serialization;

namespace LipServerless.Embedded.Engine.History;

/// <summary>
/// One thing that happened to an orchestration. An execution is the list of its events, in order: each turn appends
/// <see cref="TurnStarted"/>, the messages it took, and the actions the orchestrator decided on.
/// The names on the wire are short because every event of every turn is stored.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(TurnStarted), "T")]
[JsonDerivedType(typeof(ExecutionStarted), "S")]
[JsonDerivedType(typeof(TaskScheduled), "A")]
[JsonDerivedType(typeof(TaskCompleted), "AC")]
[JsonDerivedType(typeof(TaskFailed), "AF")]
[JsonDerivedType(typeof(TimerCreated), "C")]
[JsonDerivedType(typeof(TimerFired), "CF")]
[JsonDerivedType(typeof(ChildCreated), "O")]
[JsonDerivedType(typeof(ChildCompleted), "OC")]
[JsonDerivedType(typeof(ChildFailed), "OF")]
[JsonDerivedType(typeof(EventSent), "ES")]
[JsonDerivedType(typeof(EventRaised), "E")]
[JsonDerivedType(typeof(ExecutionSuspended), "P")]
[JsonDerivedType(typeof(ExecutionResumed), "R")]
[JsonDerivedType(typeof(ExecutionTerminated), "X")]
[JsonDerivedType(typeof(ExecutionCompleted), "Z")]
internal abstract record HistoryEvent;

/// <summary>A turn begins; <paramref name="At"/> (UTC) is what the orchestrator reads as the current time until the next one.</summary>
internal sealed record TurnStarted(DateTime At) : HistoryEvent;

/// <summary>The orchestrator is called. Name, version and input stand in the instance's row.</summary>
internal sealed record ExecutionStarted : HistoryEvent;

/// <summary>What the orchestrator decided, numbered in the order of its calls: the replay is checked against these.</summary>
internal abstract record ActionEvent(int Id) : HistoryEvent;

/// <summary>An activity was called; without a version of its own it gets the instance's.</summary>
internal sealed record TaskScheduled(int Id, string Name, string? Version, string? Input) : ActionEvent(Id);

/// <summary>A timer was set for <paramref name="FireAt"/> (UTC).</summary>
internal sealed record TimerCreated(int Id, DateTime FireAt) : ActionEvent(Id);

/// <summary>A sub-orchestration was called; <paramref name="Tags"/> are those of the child.</summary>
internal sealed record ChildCreated(
    int Id, string Name, string InstanceId, string? Version, string? Input, IReadOnlyDictionary<string, string>? Tags = null) : ActionEvent(Id);

/// <summary>An event was sent to an instance.</summary>
internal sealed record EventSent(int Id, string Target, string Name, string? Payload) : ActionEvent(Id);

/// <summary>The end of the action of the same number.</summary>
internal abstract record ResultEvent(int Id) : HistoryEvent;

/// <summary>The activity returned.</summary>
internal sealed record TaskCompleted(int Id, string? Result) : ResultEvent(Id);

/// <summary>The activity threw.</summary>
internal sealed record TaskFailed(int Id, Failure Failure) : ResultEvent(Id);

/// <summary>The timer came due.</summary>
internal sealed record TimerFired(int Id) : ResultEvent(Id);

/// <summary>The sub-orchestration ended well.</summary>
internal sealed record ChildCompleted(int Id, string? Result) : ResultEvent(Id);

/// <summary>The sub-orchestration failed, was terminated or could not be started.</summary>
internal sealed record ChildFailed(int Id, Failure Failure) : ResultEvent(Id);

/// <summary>An external event arrived.</summary>
internal sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

/// <summary>From here on results and events are held back.</summary>
internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

/// <summary>What was held back is delivered.</summary>
internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

/// <summary>The end was ordered from outside; <paramref name="Recursive"/> orders it for the children too.</summary>
internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

/// <summary>The execution ended. Status, output and failure stand in the instance's row.</summary>
internal sealed record ExecutionCompleted(string Status) : HistoryEvent;
