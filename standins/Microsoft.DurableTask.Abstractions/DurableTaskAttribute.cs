namespace Microsoft.DurableTask;

/// <summary>Names (and versions) a task class. Without a name the class name counts, without its namespace.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = name ?? string.Empty;

    public string? Version { get; set; }
}
