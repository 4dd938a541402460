using System.Text.Json;
using LipServerless.Domain.States;
using LipServerless.Rounds.Contracts;
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

    // By name: the package's IsCausedBy searches all loaded assemblies, differs with them, and throws where two know the name.
    private static readonly HashSet<string?> Bugs =
    [
        typeof(NotStoredException).FullName,
        typeof(IllegalMoveException).FullName,
        typeof(ArgumentException).FullName,
        typeof(ArgumentNullException).FullName,
        typeof(ArgumentOutOfRangeException).FullName,
        typeof(JsonException).FullName,
        typeof(InvalidDataException).FullName,
        typeof(NotSupportedException).FullName,
        typeof(NotImplementedException).FullName,
        typeof(NullReferenceException).FullName,
    ];

    private static bool CanHeal(TaskFailureDetails failure) => !Bugs.Contains(failure.ErrorType);
}
