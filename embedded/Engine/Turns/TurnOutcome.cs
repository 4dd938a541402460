using LipServerless.Embedded.Engine.History;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>What a turn of an orchestrator came to.</summary>
internal sealed record TurnOutcome
{
    /// <summary>New decisions, in their order.</summary>
    public required IReadOnlyList<ActionEvent> Actions { get; init; }

    /// <summary>Timers somebody still waits for.</summary>
    public required IReadOnlyList<TimerCreated> OpenTimers { get; init; }

    /// <summary>Set if the execution ended.</summary>
    public Ending? Ending { get; init; }

    /// <summary>Set if the next generation begins.</summary>
    public Restart? Restart { get; init; }

    public required bool IsSuspended { get; init; }

    /// <summary>True if the orchestrator has set a status in this execution; <see cref="CustomStatus"/> is the last one.</summary>
    public required bool HasCustomStatus { get; init; }

    public string? CustomStatus { get; init; }
}

/// <summary>How an execution ended.</summary>
/// <param name="Status">Completed, Failed or Terminated.</param>
/// <param name="Output">The serialized return value; the failure's message; the reason of the termination.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="IsForced">It did not end by itself: what it decided in its last turn is not done.</param>
internal sealed record Ending(OrchestrationRuntimeStatus Status, string? Output, Failure? Failure = null, bool IsForced = false);
