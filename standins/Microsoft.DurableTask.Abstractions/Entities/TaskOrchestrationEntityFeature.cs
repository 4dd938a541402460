namespace Microsoft.DurableTask.Entities;

/// <summary>Only the name: entities are not covered by this stand-in, and nothing outside can derive from it.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    private protected TaskOrchestrationEntityFeature()
    {
    }
}
