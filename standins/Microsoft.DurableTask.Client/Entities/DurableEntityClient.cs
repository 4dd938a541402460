namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Only the name: entities are not covered by this stand-in, and nothing outside can derive from it.</summary>
public abstract class DurableEntityClient
{
    private protected DurableEntityClient()
    {
    }
}
