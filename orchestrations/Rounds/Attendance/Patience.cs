using System.Text.Json;
using LipServerless.Domain.States;
using Microsoft.DurableTask;

namespace LipServerless.Rounds.Attendance;

/// <summary>How long activities are tried: outages of storage or mail heal by themselves, bugs do not.</summary>
internal static class Patience
{
    /// <summary>
    /// First after ten seconds, then ever slower up to half an hour, for about two days; then the orchestration fails, shows
    /// on the dashboard and can be started anew from the store. What cannot heal fails at once.
    /// </summary>
    public static TaskOptions Long { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 100,
        firstRetryInterval: TimeSpan.FromSeconds(10),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(30))
    {
        HandleFailure = CanHeal,
    });

    private static bool CanHeal(TaskFailureDetails failure) =>
        !failure.IsCausedBy<IllegalMoveException>()
        && !failure.IsCausedBy<ArgumentException>()
        && !failure.IsCausedBy<KeyNotFoundException>()
        && !failure.IsCausedBy<JsonException>()
        && !failure.IsCausedBy<InvalidDataException>()
        && !failure.IsCausedBy<NotSupportedException>()
        && !failure.IsCausedBy<NullReferenceException>();
}
