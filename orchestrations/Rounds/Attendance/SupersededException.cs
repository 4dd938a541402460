namespace LipServerless.Rounds.Attendance;

/// <summary>Another generation runs the round: this one ends without a further deed. Never leaves an orchestrator.</summary>
internal sealed class SupersededException : Exception;
