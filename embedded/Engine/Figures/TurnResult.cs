using LipServerless.Embedded.Engine.Turns;
using Microsoft.DurableTask.Client;

namespace LipServerless.Embedded.Engine.Figures;

/// <summary>What a turn came to, for figures: a name and counts.</summary>
/// <param name="Outcome">One of a few names.</param>
/// <param name="Task">The orchestrator; null if no code ran.</param>
/// <param name="Events">How many events the turn took, its own beginning included.</param>
/// <param name="Decisions">How many decisions the code made.</param>
internal readonly record struct TurnResult(string Outcome, string? Task = null, int Events = 0, int Decisions = 0)
{
    /// <summary>The turn met a fault of the engine or of storage and is tried again.</summary>
    public const string Fault = "fault";

    /// <summary>The orchestration ended by a fault.</summary>
    public const string Failed = "failed";

    /// <summary>No code ran: nobody is there, it is too early, or nothing new has come.</summary>
    public static TurnResult Idle => new("idle");

    /// <summary>A version this process must not run.</summary>
    public static TurnResult Rejected => new("rejected");

    /// <summary>Code ran and was committed.</summary>
    public static TurnResult Of(string task, int events, TurnOutcome outcome) => new(NameOf(outcome), task, events, outcome.Actions.Count);

    private static string NameOf(TurnOutcome outcome) => outcome switch
    {
        { Restart: not null } => "continued-as-new",
        { Ending.Status: OrchestrationRuntimeStatus.Failed } => Failed,
        { Ending.Status: OrchestrationRuntimeStatus.Terminated } => "terminated",
        { Ending: not null } => "completed",
        _ => "waits",
    };
}
