namespace Microsoft.DurableTask;

/// <summary>Read by the package's source generator only; no behaviour at run time.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class DurableEventAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = name ?? string.Empty;
}
