using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>
/// The name of an orchestrator or activity. Two names are equal when they differ in letter case only (ordinal).
/// <c>default</c> stands for "no name": its <see cref="Name"/> is null and it cannot be hashed.
/// </summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    private static readonly StringComparer Comparer = StringComparer.OrdinalIgnoreCase;

    public TaskName(string name)
    {
        Name = name;
#pragma warning disable CS0618 // The member is obsolete for callers, yet part of the shape.
        Version = name is null ? null! : string.Empty;
#pragma warning restore CS0618
    }

    public string Name { get; }

    [Obsolete("Refer to TaskVersion instead.")]
    public string Version { get; }

    [SuppressMessage("Usage", "CA2225", Justification = "The package has no alternates.")]
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Null and the empty string become <c>default</c>.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => Comparer.Equals(Name, other.Name);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => Comparer.GetHashCode(Name);

    public override string ToString() => Name;
}
