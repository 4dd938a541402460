using Microsoft.DurableTask.Abstractions;
using Microsoft.DurableTask.Worker;
using Strategy = Microsoft.DurableTask.Worker.DurableTaskWorkerOptions.VersionMatchStrategy;

namespace LipServerless.Embedded.Engine.Turns;

/// <summary>Which instances this process may run, by the version they were started with: the rules of the real worker.</summary>
internal sealed class VersionRule(DurableTaskWorkerOptions.VersioningOptions? options)
{
    /// <summary>Whether a mismatch fails the instance; otherwise it waits for a process that fits.</summary>
    public bool FailsOthers => options?.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Fail;

    /// <summary>Why an instance of this version may not run here; null if it may.</summary>
    public string? Refusal(string? version)
    {
        if (options is null or { MatchStrategy: Strategy.None })
            return null;
        var difference = TaskOrchestrationVersioningUtils.CompareVersions(version ?? string.Empty, options.Version);
        return options.MatchStrategy switch
        {
            Strategy.Strict when difference != 0 => $"The orchestration version '{version}' does not match the worker version '{options.Version}'.",
            Strategy.CurrentOrOlder when difference > 0 => $"The orchestration version '{version}' is greater than the worker version '{options.Version}'.",
            Strategy.Strict or Strategy.CurrentOrOlder => null,
            _ => $"The version match strategy '{options.MatchStrategy}' is unknown.",
        };
    }
}
