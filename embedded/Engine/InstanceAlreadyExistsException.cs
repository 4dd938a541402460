namespace LipServerless.Embedded.Engine;

/// <summary>
/// An orchestration was to be started under an id that is taken: by an unfinished instance, or by a finished one whose status the caller
/// listed as one that must not be replaced. Nothing was changed.
/// </summary>
/// <remarks>The Functions host answers the same call with <c>DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException</c>.</remarks>
public sealed class InstanceAlreadyExistsException : InvalidOperationException
{
    /// <summary>Says which id is taken, and by what.</summary>
    public InstanceAlreadyExistsException(string instanceId, string status)
        : base($"An orchestration instance with the id '{instanceId}' exists already, with status {status}.") => InstanceId = instanceId;

    /// <summary>The id that is taken.</summary>
    public string InstanceId { get; }
}
