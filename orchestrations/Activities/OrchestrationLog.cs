using LipServerless.Activities.Ports;

namespace LipServerless.Activities;

/// <summary>Log entries for what the process does by itself.</summary>
internal static class OrchestrationLog
{
    private const string Channel = "orchestration";

    /// <summary>An entry by the process.</summary>
    public static AuditEntry Entry(DateTimeOffset at, string verb, string subject, string? detail = null) => new()
    {
        At = at,
        Verb = verb,
        Subject = subject,
        Channel = Channel,
        Who = AuditEntry.System,
        Detail = detail,
    };
}
